package io.cellport.cli.unit;

import java.net.http.HttpResponse.ResponseInfo;

/** Which part of a file an answer with status 206 has. Stateless. */
public final class ContentRange {

    private ContentRange() {}

    /** Whether it is the one that begins at this offset; a server that does not say is believed. */
    public static boolean beginsAt(long offset, ResponseInfo head) {
        return head.headers()
                .firstValue("Content-Range")
                .map(range -> range.startsWith("bytes " + offset + '-'))
                .orElse(true);
    }
}
