/** Addresses: of the unit and its cells, of a request, and of the client that a proxy speaks for. */
@NullMarked
package io.cellport.http.address;

import org.jspecify.annotations.NullMarked;
