package io.cellport.http.imports;

import io.cellport.http.EntityTag;
import io.cellport.http.EntityTags;
import java.util.List;

/**
 * The statuses that a client says it has, by the tags of its {@code If-None-Match}: read once, because whoever waits is
 * asked about them again and again. Immutable.
 */
final class KnownTags {

    private final List<String> tags;

    private final boolean any;

    private KnownTags(List<String> tags, boolean any) {
        this.tags = tags;
        this.any = any;
    }

    /** @param header the value of {@code If-None-Match}; null if there is none. {@code *} in it means nothing */
    static KnownTags of(String header) {
        List<EntityTag> told = EntityTags.parse(header).tags();
        // No other can be one of ours, and it would only be kept in memory.
        List<String> ours = told.stream()
                .map(EntityTag::opaque)
                .filter(tag -> tag.length() == StatusAnswer.TAG_LENGTH)
                .toList();
        return new KnownTags(ours, !told.isEmpty());
    }

    /** Whether the client has told any tag at all. */
    boolean isAny() {
        return any;
    }

    /** Whether the client has the answer of that tag; {@code W/} in front of a tag counts for nothing. */
    boolean contains(EntityTag etag) {
        return tags.contains(etag.opaque());
    }
}
