/** The command line: one class per command, and the flags that commands share. */
@NullMarked
package io.cellport.cli;

import org.jspecify.annotations.NullMarked;
