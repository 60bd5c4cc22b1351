/** {@code __import}: starting, cancelling and following imports. */
@NullMarked
package io.cellport.http.imports;

import org.jspecify.annotations.NullMarked;
