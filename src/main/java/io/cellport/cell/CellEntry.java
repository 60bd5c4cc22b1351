package io.cellport.cell;

import java.util.Optional;

/**
 * What a clustered unit has on record of a cell.
 *
 * @param current its current generation, if an import ever succeeded
 */
record CellEntry(Cell cell, Optional<PublishedGeneration> current) {}
