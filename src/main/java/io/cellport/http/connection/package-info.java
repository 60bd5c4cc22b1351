/** Connections before there is a request: how many there may be, and for how long one may wait. */
@NullMarked
package io.cellport.http.connection;

import org.jspecify.annotations.NullMarked;
