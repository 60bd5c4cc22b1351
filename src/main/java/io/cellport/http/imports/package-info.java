/** {@code __import}: starting, cancelling and following imports. */
package io.cellport.http.imports;
