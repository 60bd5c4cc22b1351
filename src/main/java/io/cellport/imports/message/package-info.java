/** The messages between verticles: event-bus addresses, and one immutable record per message. */
package io.cellport.imports.message;
