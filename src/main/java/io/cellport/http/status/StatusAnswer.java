package io.cellport.http.status;

import io.cellport.http.Exchange;
import io.cellport.http.message.CommonHeaders;
import io.cellport.http.message.EntityTag;
import io.cellport.http.message.PreparedHeaders;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A status as clients get it. Immutable.
 *
 * @param told the status that it tells: an equal one needs no other answer
 * @param body its JSON; shared, so nobody may change it
 * @param etag the strong tag of the body
 * @param etagHeader the tag as it stands in a header
 * @param headers those of the whole answer
 * @param activeSince when the active run was accepted; empty if none is active
 * @param percent how far the active run is
 */
public record StatusAnswer(
        Object told,
        Buffer body,
        EntityTag etag,
        CharSequence etagHeader,
        PreparedHeaders headers,
        Optional<Instant> activeSince,
        int percent) {

    /** Times as the Personium API writes them: UTC, always three decimals. */
    public static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** What the answer depends on. */
    static final CharSequence VARY = HttpHeaders.createOptimized(CommonHeaders.WHO_ASKS + ", " + PreferredWait.PREFER);

    private static final int TAG_BYTES = 15;

    /** Characters of every tag. */
    static final int TAG_LENGTH = TAG_BYTES / 3 * 4;

    /** The answer with that JSON; the tag follows from it. */
    public static StatusAnswer of(Object told, JsonObject body, Optional<Instant> activeSince, int percent) {
        Buffer json = body.toBuffer();
        EntityTag etag = tag(json.getBytes());
        CharSequence etagHeader = HttpHeaders.createOptimized(etag.toString());
        PreparedHeaders headers = new PreparedHeaders(List.of(
                Map.entry(HttpHeaders.ETAG, etagHeader),
                Map.entry(HttpHeaders.VARY, VARY),
                Map.entry(HttpHeaders.CONTENT_TYPE, Exchange.JSON),
                Map.entry(HttpHeaders.CONTENT_LENGTH, HttpHeaders.createOptimized(Integer.toString(json.length())))));
        return new StatusAnswer(told, json, etag, etagHeader, headers, activeSince, percent);
    }

    private static EntityTag tag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return EntityTag.strong(Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, TAG_BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
