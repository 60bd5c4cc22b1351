/** Blobs: immutable bytes with an id and a digest, which can be read from any offset. */
@NullMarked
package io.cellport.blob;

import org.jspecify.annotations.NullMarked;
