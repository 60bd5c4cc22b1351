/** Cells: what they are called, where they are stored, and who has one locked. */
@NullMarked
package io.cellport.cell;

import org.jspecify.annotations.NullMarked;
