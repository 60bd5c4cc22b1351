/** Immutable files with a digest, which are named by an id and can be read at any place. */
@NullMarked
package io.cellport.blob;

import org.jspecify.annotations.NullMarked;
