/** {@code /__console}: the page on which people look after cells, made of a few static files that hold no data. */
@NullMarked
package io.cellport.http.console;

import org.jspecify.annotations.NullMarked;
