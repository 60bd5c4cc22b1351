/** Imports, exports and downloads, from their start to their end. */
@NullMarked
package io.cellport.cli.transfer;

import org.jspecify.annotations.NullMarked;
