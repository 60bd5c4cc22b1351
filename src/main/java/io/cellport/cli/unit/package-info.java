/** Requests to a running unit over HTTP. */
@NullMarked
package io.cellport.cli.unit;

import org.jspecify.annotations.NullMarked;
