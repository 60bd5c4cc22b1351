/**
 * The content of a cell is a generation: immutable and complete. The next one is built beside the current one and
 * sealed; several readers may read a sealed one at once.
 */
@NullMarked
package io.cellport.cell.generation;

import org.jspecify.annotations.NullMarked;
