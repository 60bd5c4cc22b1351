/** What a generation says of access control, taken out of it, so that it can be read without it. */
@NullMarked
package io.cellport.cell.extract;

import org.jspecify.annotations.NullMarked;
