package io.cellport.cell.generation;

/** Something that may stand once in a generation stands twice, so that it cannot be sealed. */
public final class DuplicateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Second second;

    DuplicateException(Second second) {
        super(second.getClass().getSimpleName(), null, false, false);
        this.second = second;
    }

    /** What stands for a second or later time. */
    public Second second() {
        return second;
    }

    /** Where the duplicate is. */
    public sealed interface Second {

        /**
         * An entity whose id, or whose key among those of its type, another one has.
         *
         * @param type the type of both, or of the later one if they share an id only
         * @param ordinal how many entities of that type were stored up to it, itself included
         */
        record OfEntity(String type, long ordinal) implements Second {}

        /** A file whose path, below {@code 20_webdav/}, another one has. */
        record OfFile(String path) implements Second {}
    }
}
