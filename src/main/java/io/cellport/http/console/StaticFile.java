package io.cellport.http.console;

import io.cellport.http.message.EntityTag;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * A file of the console as it is sent. Immutable.
 *
 * @param type its media type
 * @param bytes its content, which nobody changes
 * @param tag follows from the content
 */
record StaticFile(String type, Buffer bytes, EntityTag tag) {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** Reads a file that lies beside this class. Meant for the start, when nobody waits. */
    static StaticFile read(String name) {
        try (InputStream in = Objects.requireNonNull(StaticFile.class.getResourceAsStream(name), name)) {
            byte[] bytes = in.readAllBytes();
            String type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
            return new StaticFile(type, Buffer.buffer(bytes), EntityTag.strong(digest(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
