package io.cellport.cell.generation;

/**
 * A file of a cell's content. Immutable.
 *
 * @param path below {@code 20_webdav/}
 * @param size in bytes
 */
public record StoredFile(String path, long size) {}
