/** Sends a part of a file, piece by piece, as fast as the client takes it. */
@NullMarked
package io.cellport.http.part;

import org.jspecify.annotations.NullMarked;
