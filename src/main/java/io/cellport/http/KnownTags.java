package io.cellport.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The statuses that a client says it has, by the tags of its {@code If-None-Match}: read once, because whoever waits is
 * asked about them again and again. Immutable.
 */
final class KnownTags {

    /** More than any client has use for; what stands behind them is not looked at and so never matches. */
    static final int MOST = 16;

    static final KnownTags NONE = new KnownTags(List.of(), false);

    private final List<String> tags;

    private final boolean any;

    private KnownTags(List<String> tags, boolean any) {
        this.tags = tags;
        this.any = any;
    }

    /** @param list the value of {@code If-None-Match}; null if there is none. {@code *} in it means nothing */
    static KnownTags of(String list) {
        if (list == null) {
            return NONE;
        }
        List<String> tags = new ArrayList<>();
        int read = 0;
        for (int open = list.indexOf('"'); open >= 0 && read < MOST; read++) {
            int close = list.indexOf('"', open + 1);
            if (close < 0) {
                break;
            }
            // No other can be one of ours, and it would only be kept in memory.
            if (close + 1 - open == StatusAnswer.TAG_LENGTH) {
                tags.add(list.substring(open, close + 1));
            }
            open = list.indexOf('"', close + 1);
        }
        return new KnownTags(List.copyOf(tags), read > 0);
    }

    /** Whether the client has told any tag at all. */
    boolean isAny() {
        return any;
    }

    /** Whether the client has the answer of that tag; {@code W/} in front of a tag counts for nothing. */
    boolean contains(String etag) {
        return tags.contains(etag);
    }
}
