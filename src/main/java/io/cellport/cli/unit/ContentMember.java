package io.cellport.cli.unit;

/**
 * What a unit tells of a member of a box or collection. Immutable.
 *
 * @param name decoded, as the unit gives it: it may hold any character
 * @param kind what it is
 * @param size bytes of a file; 0 for anything else
 * @param modified when it was last changed, in the words of the unit
 */
public record ContentMember(String name, Kind kind, long size, String modified) {

    /** What a member can be. */
    public enum Kind {
        FILE,
        BOX,
        COLLECTION,
        /** A collection of entities. */
        ODATA,
        SERVICE
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }
}
