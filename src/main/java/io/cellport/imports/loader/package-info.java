/** From the entries of a snapshot to the rows of a generation. */
@NullMarked
package io.cellport.imports.loader;

import org.jspecify.annotations.NullMarked;
