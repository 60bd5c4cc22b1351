/** The tracker verticle: it answers how imports stand, from the journal and from the importer's messages. */
package io.cellport.imports.tracker;
