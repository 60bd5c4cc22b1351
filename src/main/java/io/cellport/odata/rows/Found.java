package io.cellport.odata.rows;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a search has found. Immutable.
 *
 * @param numbers of the rows, in order
 * @param count of the rows before {@code top} and {@code skip}, if the query asked for it
 */
record Found(List<Long> numbers, OptionalLong count) {}
