/**
 * Writes tables and indexes of a SQLite file page by page, from first to last, without SQLite ("Database File Format"
 * at sqlite.org is the source of every number here). What comes out is read by SQLite like any other file.
 */
@NullMarked
package io.cellport.storage.pages;

import org.jspecify.annotations.NullMarked;
