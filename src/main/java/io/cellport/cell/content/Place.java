package io.cellport.cell.content;

import java.util.List;

/** What a path in a box leads to. Immutable. */
public sealed interface Place {

    /** A resource. */
    record Here(ContentNode node) implements Place {}

    /**
     * Something below a collection of entities.
     *
     * @param below the segments of the path behind the collection; at least one
     */
    record InEntities(ContentNode collection, List<String> below) implements Place {}

    /**
     * Something in a collection of services that is not its source.
     *
     * @param below the segments of the path behind the collection; at least one
     */
    record InService(ContentNode service, List<String> below) implements Place {}

    /** A name below a file, where nothing can be. */
    record BelowFile() implements Place {}

    /**
     * A name at which nothing is.
     *
     * @param path where it would be, see {@link ContentNode#path}
     */
    record Nowhere(String path) implements Place {}
}
