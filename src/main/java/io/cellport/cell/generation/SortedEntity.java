package io.cellport.cell.generation;

/**
 * One entity among others that come in the order of their ids.
 *
 * @param id UTF-8
 * @param source its {@code _source} object, UTF-8 JSON
 */
public record SortedEntity(String type, byte[] id, byte[] source) {}
