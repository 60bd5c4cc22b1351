package io.cellport.odata.rows;

import java.util.Optional;

/**
 * How the tables of indexes are reached from a content. Immutable.
 *
 * @param byValue the schema of the index that answers a condition, if there is one
 * @param byOrder the schema of the index that has the first order, if there is one
 */
record IndexSchemas(Optional<String> byValue, Optional<String> byOrder) {}
