/** How log lines are written: the parts of an exception that are safe, and the access log in batches. */
@NullMarked
package io.cellport.logging;

import org.jspecify.annotations.NullMarked;
