/** The unit and its cells as wholes: {@code __ctl/Cell}, a cell itself, and the metadata of the unit. */
package io.cellport.http.unit;
