/** A cell's snapshot files: their names, their preconditions, and the blobs that they refer to. */
@NullMarked
package io.cellport.snapshot.area;

import org.jspecify.annotations.NullMarked;
