/** Tells what a snapshot holds and everything that would stop its import, without a unit. */
@NullMarked
package io.cellport.imports.inspection;

import org.jspecify.annotations.NullMarked;
