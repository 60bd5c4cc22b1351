package io.cellport.cell;

import io.cellport.blob.Blob;
import io.cellport.cell.generation.GenerationId;

/**
 * A generation that is or was the current one of its cell.
 *
 * @param blob its file
 */
record PublishedGeneration(GenerationId id, Blob blob) {}
