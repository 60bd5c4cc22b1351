/** What people see: progress bars, questions, tables and lines of JSON. */
@NullMarked
package io.cellport.cli.terminal;

import org.jspecify.annotations.NullMarked;
