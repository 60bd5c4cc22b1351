/** The states of a run, and the journal that makes them durable. */
package io.cellport.imports.journal;
