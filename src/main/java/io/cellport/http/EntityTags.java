package io.cellport.http;

import io.cellport.snapshot.StoredSnapshot;
import java.util.Arrays;

/** Compares the tags of {@code If-Match} and {@code If-None-Match}, see RFC 9110, section 13.1. Stateless. */
final class EntityTags {

    private EntityTags() {}

    /** The strong tag of a snapshot file's version, quotes included. */
    static String of(StoredSnapshot snapshot) {
        return '"' + snapshot.etag() + '"';
    }

    /**
     * Whether a header names the tag: as {@code *} or in its list, {@code W/} in front of a tag counting for nothing.
     *
     * @param header the value; null names nothing
     */
    static boolean names(String header, String etag) {
        return header != null
                && Arrays.stream(header.split(","))
                        .map(String::trim)
                        .anyMatch(tag -> tag.equals("*") || isTag(tag, etag));
    }

    /** The same without {@code *}, which names nothing. */
    static boolean lists(String header, String etag) {
        return header != null
                && Arrays.stream(header.split(",")).map(String::trim).anyMatch(tag -> isTag(tag, etag));
    }

    private static boolean isTag(String tag, String etag) {
        return tag.equals(etag)
                || (tag.startsWith("W/") && tag.startsWith(etag, 2) && tag.length() == etag.length() + 2);
    }
}
