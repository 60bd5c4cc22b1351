/**
 * The error catalogue, one error as a client sees it, and what an exception says of the machine: its class of failure and
 * the name of its cause, never its text.
 */
@NullMarked
package io.cellport.error;

import org.jspecify.annotations.NullMarked;
