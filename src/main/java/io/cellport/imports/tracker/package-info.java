/** The tracker verticle: it answers how imports stand, from the journal and from the importer's messages. */
@NullMarked
package io.cellport.imports.tracker;

import org.jspecify.annotations.NullMarked;
