package io.cellport.odata.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of members that somebody asks for, each with its place among them. They are found by their bytes. Immutable.
 */
final class WantedNames {

    private static final int NONE = -1;

    private final Map<String, Integer> places = new HashMap<>();

    private final byte[][] names;

    /** By the last bits of the hash: the place of a name plus one; if it is taken, the next free one after it. */
    private final int[] table;

    WantedNames(Collection<String> wanted) {
        names = new byte[wanted.size()][];
        table = new int[Integer.highestOneBit(2 * wanted.size() + 1) * 2];
        for (String name : wanted) {
            add(name);
        }
    }

    private void add(String name) {
        int place = places.size();
        if (places.putIfAbsent(name, place) != null) {
            return;
        }
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        names[place] = utf8;
        // Half a surrogate pair has no bytes, and can only be stored as an escape.
        if (new String(utf8, StandardCharsets.UTF_8).equals(name)) {
            int slot = hash(utf8) & (table.length - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = place + 1;
        }
    }

    private static int hash(byte[] name) {
        int hash = 0;
        for (byte each : name) {
            hash = hash(hash, each);
        }
        return hash;
    }

    /** The hash of a name that has one more byte. */
    static int hash(int before, byte next) {
        return 31 * before + next;
    }

    int size() {
        return names.length;
    }

    /** The place of a name; negative if it is not wanted. */
    int place(String name) {
        return places.getOrDefault(name, NONE);
    }

    /**
     * The place of a name that stands between two places of a text without escapes; negative if it is not wanted.
     *
     * @param hash of its bytes
     */
    int place(byte[] utf8, int from, int to, int hash) {
        for (int slot = hash & (table.length - 1); table[slot] != 0; slot = (slot + 1) & (table.length - 1)) {
            byte[] name = names[table[slot] - 1];
            if (Arrays.equals(name, 0, name.length, utf8, from, to)) {
                return table[slot] - 1;
            }
        }
        return NONE;
    }
}
