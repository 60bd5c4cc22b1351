/**
 * The shared vocabulary: event-bus addresses, one immutable record per message, and the error catalogue. Depends on
 * nothing else of Cellport; everything else may depend on it.
 */
package io.cellport.message;
