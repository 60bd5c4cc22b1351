/**
 * The error catalogue, one error as a client sees it, and the reason of an exception: the kind of failure and its name,
 * never its text.
 */
@NullMarked
package io.cellport.error;

import org.jspecify.annotations.NullMarked;
