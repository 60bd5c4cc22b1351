package io.cellport.cell.content;

/** The kinds of resources in a cell, by the word for them in a {@code .pmeta}. Immutable. */
public enum ContentKind {
    BOX("col.box"),
    COLLECTION("col.webdav"),
    /** Its member {@code __src} has the scripts; other names in it are those of services. */
    SERVICE("col.svc"),
    /** A collection of entities. It has no members; what is below it is OData. */
    ODATA("col.odata"),
    FILE("dav.file");

    private final String stored;

    ContentKind(String stored) {
        this.stored = stored;
    }

    /** The kind that is stored under a word. What Personium has no word for is a plain collection. */
    static ContentKind of(String stored) {
        for (ContentKind kind : values()) {
            if (kind.stored.equals(stored)) {
                return kind;
            }
        }
        return COLLECTION;
    }
}
