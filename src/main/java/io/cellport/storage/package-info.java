/**
 * The basis of all stores: the data directory with its lock and its private files, SQLite, and {@code unit.db} with its
 * tables.
 */
@NullMarked
package io.cellport.storage;

import org.jspecify.annotations.NullMarked;
