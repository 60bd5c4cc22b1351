package io.cellport.imports.loader;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.Row;
import io.cellport.worker.MemoryShare;
import java.util.List;
import java.util.Optional;

/**
 * Rows that are stored in one transaction.
 *
 * @param after the checkpoint after these rows
 * @param memory given back as soon as the rows are stored
 */
record Batch(List<Row> rows, Checkpoint after, Optional<MemoryShare.Grant> memory) {}
