/** The states of a run, and the journal that makes them durable. */
@NullMarked
package io.cellport.imports.journal;

import org.jspecify.annotations.NullMarked;
