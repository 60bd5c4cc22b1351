package io.cellport.storage.pages;

import java.util.Arrays;

/**
 * Keys in memory, each with the number of its row, until they are sorted by the bytes of the keys and then by number.
 * For one thread.
 */
final class KeyRun {

    /** Before each key: its length and its number. */
    static final int PREFIX = Integer.BYTES + Long.BYTES;

    /** Bytes of a key that are compared at a time, beside the position of the key in one long. */
    private static final int STEP = 5;

    private static final int POSITION_BITS = 24;

    /** Groups up to this size are sorted by comparing whole keys. */
    private static final int SMALL = 12;

    private static final int FIRST_BYTES = 64 << 10;

    private final int mostBytes;
    private byte[] arena;
    private int filled;
    private int[] offsets = new int[1024];
    private int count;

    /** @param mostBytes of all keys with what stands before each; memory is taken as they come */
    KeyRun(int mostBytes) {
        this.mostBytes = mostBytes;
        arena = new byte[Math.min(mostBytes, FIRST_BYTES)];
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    boolean hasRoomFor(int keyBytes) {
        return mostBytes - filled >= PREFIX + keyBytes && count < 1 << POSITION_BITS;
    }

    void add(byte[] first, byte[] second, long row) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        int end = filled + PREFIX + first.length + second.length;
        if (end > arena.length) {
            arena = Arrays.copyOf(arena, Math.min(mostBytes, Math.max(end, 2 * arena.length)));
        }
        offsets[count++] = filled;
        putPrefix(arena, filled, first.length + second.length, row);
        System.arraycopy(first, 0, arena, filled + PREFIX, first.length);
        System.arraycopy(second, 0, arena, filled + PREFIX + first.length, second.length);
        filled = end;
    }

    /** Of sorted keys. */
    void addEndsTo(CommonPrefix common) {
        for (int index : new int[] {0, count - 1}) {
            common.add(arena, offsets[index] + PREFIX, length(offsets[index]));
        }
    }

    void clear() {
        filled = 0;
        count = 0;
    }

    byte[] arena() {
        return arena;
    }

    /** Where an entry begins in {@link #arena}. */
    int offset(int index) {
        return offsets[index];
    }

    byte[] key(int index) {
        int from = offsets[index] + PREFIX;
        return Arrays.copyOfRange(arena, from, from + length(offsets[index]));
    }

    long row(int index) {
        return row(arena, offsets[index]);
    }

    /** Bytes of an entry. */
    int entryBytes(int index) {
        return PREFIX + length(offsets[index]);
    }

    void sort() {
        sort(0, count, 0, new long[count]);
    }

    /** Sorts a part of which all keys begin with the same bytes; then each part of it that agrees in the next ones. */
    private void sort(int from, int to, int depth, long[] room) {
        if (to - from <= SMALL) {
            insert(from, to);
            return;
        }
        int common = common(from, to, depth);
        for (int i = from; i < to; i++) {
            room[i] = (next(offsets[i], common) << POSITION_BITS | i - from) ^ Long.MIN_VALUE;
        }
        Arrays.sort(room, from, to);
        int[] sorted = new int[to - from];
        for (int i = from; i < to; i++) {
            sorted[i - from] = offsets[from + (int) (room[i] & (1 << POSITION_BITS) - 1)];
        }
        System.arraycopy(sorted, 0, offsets, from, sorted.length);
        for (int begin = from, end; begin < to; begin = end) {
            long bytes = room[begin] >> POSITION_BITS;
            for (end = begin + 1; end < to && room[end] >> POSITION_BITS == bytes; end++) {}
            if (end - begin > 1) {
                sortEqual(begin, end, common + STEP, room);
            }
        }
    }

    private void sortEqual(int from, int to, int depth, long[] room) {
        int shortest = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            shortest = Math.min(shortest, length(offsets[i]));
        }
        if (shortest < depth) {
            Integer[] boxed = Arrays.stream(offsets, from, to).boxed().toArray(Integer[]::new);
            Arrays.sort(boxed, this::compare);
            for (int i = 0; i < boxed.length; i++) {
                offsets[from + i] = boxed[i];
            }
        } else {
            sort(from, to, depth, room);
        }
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int entry = offsets[i];
            int at = i;
            for (; at > from && compare(entry, offsets[at - 1]) < 0; at--) {
                offsets[at] = offsets[at - 1];
            }
            offsets[at] = entry;
        }
    }

    private int compare(int entry, int other) {
        return compare(arena, entry, arena, other);
    }

    /** Compares two entries by key, then by number. */
    static int compare(byte[] bytes, int entry, byte[] otherBytes, int other) {
        int keys = Arrays.compareUnsigned(
                bytes,
                entry + PREFIX,
                entry + PREFIX + length(bytes, entry),
                otherBytes,
                other + PREFIX,
                other + PREFIX + length(otherBytes, other));
        return keys != 0 ? keys : Long.compare(row(bytes, entry), row(otherBytes, other));
    }

    /** The number of bytes, from the given one at least, with which all keys of a part begin. */
    private int common(int from, int to, int depth) {
        int first = offsets[from] + PREFIX;
        int common = length(offsets[from]);
        for (int i = from + 1; i < to && common > depth; i++) {
            int key = offsets[i] + PREFIX;
            int most = Math.min(common, length(offsets[i]));
            int differs = Arrays.mismatch(arena, first + depth, first + most, arena, key + depth, key + most);
            common = differs < 0 ? most : depth + differs;
        }
        return common;
    }

    private long next(int entry, int depth) {
        long bytes = 0;
        int end = entry + PREFIX + length(entry);
        int key = entry + PREFIX + depth;
        for (int i = 0; i < STEP; i++) {
            bytes = bytes << 8 | (key + i < end ? arena[key + i] & 0xff : 0);
        }
        return bytes;
    }

    private int length(int entry) {
        return length(arena, entry);
    }

    static void putPrefix(byte[] bytes, int entry, int keyBytes, long row) {
        PageBytes.putInt(bytes, entry, keyBytes);
        PageBytes.putInt(bytes, entry + 4, row >>> 32);
        PageBytes.putInt(bytes, entry + 8, row);
    }

    static int length(byte[] bytes, int entry) {
        return (int) PageBytes.getInt(bytes, entry);
    }

    static long row(byte[] bytes, int entry) {
        return PageBytes.getInt(bytes, entry + 4) << 32 | PageBytes.getInt(bytes, entry + 8);
    }
}
