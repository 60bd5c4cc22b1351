/** How a generation comes to be: rows become pages, indexes prove that they are unique, a seal ends it. */
@NullMarked
package io.cellport.cell.construction;

import org.jspecify.annotations.NullMarked;
