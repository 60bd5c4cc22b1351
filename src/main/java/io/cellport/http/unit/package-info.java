/** The unit and its cells as wholes: {@code __ctl/Cell}, a cell itself, and the metadata of the unit. */
@NullMarked
package io.cellport.http.unit;

import org.jspecify.annotations.NullMarked;
