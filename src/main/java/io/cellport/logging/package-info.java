/** How log lines are written: what of an exception may be shown, and the access log in batches. */
@NullMarked
package io.cellport.logging;

import org.jspecify.annotations.NullMarked;
