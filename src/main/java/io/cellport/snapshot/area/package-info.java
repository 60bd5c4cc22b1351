/** A cell's snapshot files: their names, their conditions, and the blobs that they stand for. */
package io.cellport.snapshot.area;
