/** The command line: one class per command. */
@NullMarked
package io.cellport.cli;

import org.jspecify.annotations.NullMarked;
