/** Flags and arguments that several commands have. */
@NullMarked
package io.cellport.cli.option;

import org.jspecify.annotations.NullMarked;
