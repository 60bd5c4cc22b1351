/** What lies where in the boxes of a cell: boxes, collections and files of one generation, by their paths. */
@NullMarked
package io.cellport.cell.content;

import org.jspecify.annotations.NullMarked;
