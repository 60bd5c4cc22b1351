/** What the verticles tell each other: event-bus addresses, and one immutable record per message. */
package io.cellport.imports.message;
