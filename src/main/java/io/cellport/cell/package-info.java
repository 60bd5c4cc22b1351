/** Cells: their names, their store and their locks. */
@NullMarked
package io.cellport.cell;

import org.jspecify.annotations.NullMarked;
