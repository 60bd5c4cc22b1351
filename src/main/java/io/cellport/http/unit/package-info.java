/** The unit and the list of its cells: {@code __ctl/Cell} and the metadata of the unit. */
@NullMarked
package io.cellport.http.unit;

import org.jspecify.annotations.NullMarked;
