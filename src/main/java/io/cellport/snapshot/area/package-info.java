/** A cell's snapshot files: their names, their preconditions, and the blobs that they refer to. */
package io.cellport.snapshot.area;
