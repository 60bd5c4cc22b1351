package io.cellport.importer;

import io.cellport.store.Checkpoint;
import io.cellport.store.Row;
import java.util.List;

/** Rows that are stored in one transaction, and how far the generation is built then. */
record Batch(List<Row> rows, Checkpoint after) {}
