/** How log lines are written: what of an exception may be shown, and the access log in batches. */
package io.cellport.logging;
