/** Boxes and what is in them, for WebDAV clients: files, collections, and their properties. Nothing here writes. */
@NullMarked
package io.cellport.http.content;

import org.jspecify.annotations.NullMarked;
