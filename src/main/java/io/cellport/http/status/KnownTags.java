package io.cellport.http.status;

import io.cellport.http.message.EntityTag;
import io.cellport.http.message.EntityTags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statuses that a client has, by the tags in its {@code If-None-Match}. They are read once, because a waiting
 * request compares them again and again. Immutable.
 */
final class KnownTags {

    private static final KnownTags NONE = new KnownTags(List.of(), false);

    private final List<String> tags;

    private final boolean any;

    private KnownTags(List<String> tags, boolean any) {
        this.tags = tags;
        this.any = any;
    }

    /** @param header the value of {@code If-None-Match}; null if there is none. A {@code *} in it means nothing */
    static KnownTags of(@Nullable String header) {
        if (header == null) {
            return NONE;
        }
        List<EntityTag> told = EntityTags.parse(header).tags();
        // A tag of another length cannot be ours and would only take memory.
        List<String> ours = told.stream()
                .map(EntityTag::opaque)
                .filter(tag -> tag.length() == StatusAnswer.TAG_LENGTH)
                .toList();
        return new KnownTags(ours, !told.isEmpty());
    }

    /** Whether the client has sent any tag at all. */
    boolean isAny() {
        return any;
    }

    /** Whether the client has the answer of that tag; a {@code W/} before a tag makes no difference. */
    boolean contains(EntityTag etag) {
        return any && tags.contains(etag.opaque());
    }
}
