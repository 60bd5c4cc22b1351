package io.cellport.imports.message;

import java.util.List;

/**
 * Asks the tracker how the imports into several cells stand, as far as it knows without waiting.
 *
 * @param askedAt as in {@link StatusQuery}, of whoever asked last
 */
public record StatusesQuery(List<String> cellIds, long askedAt) {}
