/** Snapshot files: where a cell's snapshots lie, and how an untrusted one is opened, checked and read as a stream. */
package io.cellport.snapshot;
