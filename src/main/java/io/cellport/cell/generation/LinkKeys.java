package io.cellport.cell.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The keys of links: type and id of one end, then of the other, each with a tab behind it. Stateless. */
public final class LinkKeys {

    /** The type of entities that are links. */
    public static final String TYPE = "link";

    /**
     * The end of a link's key that it is not stored from, in SQL; there is an index over it. Equals {@link #end} of the
     * other entity.
     */
    public static final String OTHER_END =
            "substr(key, instr(key, char(9)) + instr(substr(key, instr(key, char(9)) + 1), char(9)) + 1)";

    private LinkKeys() {}

    /** The bytes of {@link #OTHER_END} of the key of a link, in UTF-8. */
    public static byte[] otherEnd(byte[] key) {
        int from = 0;
        int tabs = 0;
        for (int i = 0; i < key.length && tabs < 2; i++) {
            if (key[i] == '\t') {
                from = i + 1;
                tabs++;
            }
        }
        return Arrays.copyOfRange(key, from, key.length);
    }

    /** All keys that a link between the entity and one of the others can have; it may be stored from either end. */
    public static List<String> between(String type1, String id1, String type2, Collection<String> ids2) {
        List<String> keys = new ArrayList<>(2 * ids2.size());
        for (String id2 : ids2) {
            keys.add(key(type1, id1, type2, id2));
            keys.add(key(type2, id2, type1, id1));
        }
        return keys;
    }

    private static String key(String type1, String id1, String type2, String id2) {
        return end(type1, id1) + end(type2, id2);
    }

    /** One end of a link: a key is the end that the link is stored from, and then the other. */
    public static String end(String type, String id) {
        return type + '\t' + id + '\t';
    }

    /** What the keys of links begin with that are stored from an entity of the type. */
    public static String prefix(String type) {
        return type + '\t';
    }

    /** Whether the other end can be of the type. It need not be, because ids may contain tabs. */
    public static boolean canLeadTo(String type, String key) {
        return key.contains('\t' + type + '\t');
    }
}
