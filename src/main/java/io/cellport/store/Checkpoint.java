package io.cellport.store;

/**
 * How far a generation is built: everything before it is stored, nothing behind it.
 *
 * @param entry ordinal of the snapshot entry in import order
 * @param item lines or chunks of that entry already stored
 * @param doneBytes uncompressed bytes of the snapshot already stored
 */
public record Checkpoint(long entry, long item, long doneBytes) {

    public static final Checkpoint START = new Checkpoint(0, 0, 0);
}
