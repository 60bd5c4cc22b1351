package io.cellport.http.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code If-Match} or {@code If-None-Match} says, see RFC 9110, section 13.1. Immutable.
 *
 * @param kind the kind of value that the header has
 * @param tags what it lists, in its order: at most {@link #MOST_TAGS}
 */
public record EntityTags(Kind kind, List<EntityTag> tags) {

    /** More than any client needs. */
    public static final int MOST_TAGS = 16;

    /** The header is not there. */
    public static final EntityTags ABSENT = new EntityTags(Kind.ABSENT, List.of());

    /** Spaces in a tag were allowed once (RFC 2616) and do no harm. */
    private static final Pattern ELEMENT =
            Pattern.compile("(?:\\*|(W/)?\"([\\x20\\x21\\x23-\\x7e\\x80-\\xff]*+)\")[ \t]*+(?:,[ \t,]*+|$)");

    private static final Pattern NOTHING = Pattern.compile("[ \t,]*+");

    /** Kinds of values. */
    enum Kind {
        ABSENT,
        /** {@code *}, alone or in a list. */
        ANY,
        LIST,
        /** Not a list, or one that is too long. It names nothing. */
        UNREADABLE
    }

    /** Reads the header's value; null if it is not there. */
    public static EntityTags parse(@Nullable String header) {
        if (header == null) {
            return ABSENT;
        }
        List<EntityTag> tags = new ArrayList<>();
        Kind kind = Kind.LIST;
        Matcher element = ELEMENT.matcher(header);
        Matcher nothing = NOTHING.matcher(header);
        int at = nothing.lookingAt() ? nothing.end() : 0;
        while (at < header.length()) {
            if (tags.size() == MOST_TAGS || !element.region(at, header.length()).lookingAt()) {
                return new EntityTags(Kind.UNREADABLE, List.copyOf(tags));
            }
            if (element.group(2) == null) {
                kind = Kind.ANY;
            } else {
                tags.add(new EntityTag(element.group(2), element.group(1) != null));
            }
            at = element.end();
        }
        return new EntityTags(kind, List.copyOf(tags));
    }

    /** Whether the header is there, readable or not. */
    public boolean isPresent() {
        return kind != Kind.ABSENT;
    }

    public boolean isUnreadable() {
        return kind == Kind.UNREADABLE;
    }

    /** Whether it names exactly these bytes: by {@code *}, or by a tag that is not weak. */
    public boolean nameStrongly(EntityTag current) {
        return kind == Kind.ANY || (kind == Kind.LIST && tags.stream().anyMatch(current::isStrongly));
    }

    /** Whether it names this version by any of its tags; a {@code *} counts for nothing. */
    public boolean listWeakly(EntityTag current) {
        return kind != Kind.UNREADABLE && tags.stream().anyMatch(current::isWeakly);
    }

    /** Whether it names this version: by {@code *}, or by any of its tags. */
    public boolean nameWeakly(EntityTag current) {
        return kind == Kind.ANY || (kind == Kind.LIST && tags.stream().anyMatch(current::isWeakly));
    }
}
