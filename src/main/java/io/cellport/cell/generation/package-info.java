/**
 * The content of a cell: one immutable, complete generation each, built beside the current one, sealed, and read by
 * several readers at once.
 */
@NullMarked
package io.cellport.cell.generation;

import org.jspecify.annotations.NullMarked;
