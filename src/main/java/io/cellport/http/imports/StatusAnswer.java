package io.cellport.http.imports;

import io.cellport.http.EntityTag;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A status as it is answered to clients.
 *
 * @param body its JSON; shared, so it must not be changed
 * @param etag the strong tag of the body
 */
record StatusAnswer(ImportStatus status, Buffer body, EntityTag etag) {

    private static final int TAG_BYTES = 15;

    /** Characters of every tag. */
    static final int TAG_LENGTH = TAG_BYTES / 3 * 4;

    static final StatusAnswer READY = render(ImportStatus.READY);

    static StatusAnswer of(ImportStatus status) {
        return status.equals(ImportStatus.READY) ? READY : render(status);
    }

    private static StatusAnswer render(ImportStatus status) {
        Buffer body = StatusRenderer.render(status);
        return new StatusAnswer(status, body, tag(body.getBytes()));
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
