/** {@code __export}: starting, cancelling and following exports. */
@NullMarked
package io.cellport.http.exports;

import org.jspecify.annotations.NullMarked;
