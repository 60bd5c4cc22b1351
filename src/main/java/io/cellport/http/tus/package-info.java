/** {@code __upload}: uploads of snapshot files that can be resumed, by the tus protocol 1.0. */
@NullMarked
package io.cellport.http.tus;

import org.jspecify.annotations.NullMarked;
