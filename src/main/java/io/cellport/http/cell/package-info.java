/** A cell itself: what it is, its properties, and its deletion. */
@NullMarked
package io.cellport.http.cell;

import org.jspecify.annotations.NullMarked;
