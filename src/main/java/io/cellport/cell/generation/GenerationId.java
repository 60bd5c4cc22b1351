package io.cellport.cell.generation;

/**
 * Identifies a generation.
 *
 * @param number the number of the run that built it
 */
public record GenerationId(String cellId, long number) {}
