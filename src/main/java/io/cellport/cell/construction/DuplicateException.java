package io.cellport.cell.construction;

/** Something that must be unique in a generation is not, so the generation cannot be sealed. */
public final class DuplicateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Second second;

    DuplicateException(Second second) {
        super(second.getClass().getSimpleName(), null, false, false);
        this.second = second;
    }

    /** The second or a later occurrence. */
    public Second second() {
        return second;
    }

    /** Where the duplicate is. */
    public sealed interface Second {

        /**
         * An entity whose id another entity has, or whose key another entity of its type has.
         *
         * @param type the type of both, or of the later one if they share an id only
         * @param ordinal its position among the entities of this type, from 1
         */
        record OfEntity(String type, long ordinal) implements Second {}

        /** A file whose path, below {@code 20_webdav/}, another file has. */
        record OfFile(String path) implements Second {}
    }
}
