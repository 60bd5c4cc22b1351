/** How a command ends. */
@NullMarked
package io.cellport.cli.exit;

import org.jspecify.annotations.NullMarked;
