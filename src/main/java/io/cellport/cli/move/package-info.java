/** Moves a cell from one unit to another, in steps that can be repeated. */
@NullMarked
package io.cellport.cli.move;

import org.jspecify.annotations.NullMarked;
