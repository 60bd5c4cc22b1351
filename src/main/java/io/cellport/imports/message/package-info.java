/** The messages between verticles: event-bus addresses, and one immutable record per message. */
@NullMarked
package io.cellport.imports.message;

import org.jspecify.annotations.NullMarked;
