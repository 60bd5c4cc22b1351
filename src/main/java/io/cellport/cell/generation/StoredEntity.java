package io.cellport.cell.generation;

/** One entity of a cell's content; {@code source} is its {@code _source} object, UTF-8 JSON. */
public record StoredEntity(String type, String id, String key, byte[] source) {

    /** Bytes that it takes, about. */
    public int size() {
        return id.length() + key.length() + source.length;
    }
}
