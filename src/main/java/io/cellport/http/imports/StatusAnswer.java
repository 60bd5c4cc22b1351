package io.cellport.http.imports;

import io.cellport.http.EntityTag;
import io.cellport.http.ErrorBody;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;

/**
 * A status as clients get it. Immutable.
 *
 * @param body its JSON, with the keys in the order of the Personium API page "Get Cell Importation Status"; shared, so
 *     nobody may change it
 * @param etag the strong tag of the body
 */
record StatusAnswer(ImportStatus status, Buffer body, EntityTag etag) {

    /** Times as the API page writes them: UTC, always three decimals. */
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final int TAG_BYTES = 15;

    /** Characters of every tag. */
    static final int TAG_LENGTH = TAG_BYTES / 3 * 4;

    static final StatusAnswer READY = render(ImportStatus.READY);

    static StatusAnswer of(ImportStatus status) {
        return status.equals(ImportStatus.READY) ? READY : render(status);
    }

    private static StatusAnswer render(ImportStatus status) {
        JsonObject body = new JsonObject().put("status", status.phase().text());
        if (status.phase() != ImportStatus.Phase.READY) {
            body.put("started_at", TIME.format(status.startedAt()))
                    .put("progress", status.percent() + "%")
                    .put("importation_name", status.name());
        }
        if (status.error() != null) {
            body.put("message", ErrorBody.of(status.error()));
        }
        Buffer json = body.toBuffer();
        return new StatusAnswer(status, json, tag(json.getBytes()));
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
