package io.cellport.http.message;

import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The key that links the log lines and messages of one request: the client's {@code X-Personium-RequestKey}, or a
 * random one of the form {@code {4}_{22}}. It is no secret. See the Personium API, "Start Cell Importation". Stateless.
 */
public final class RequestKey {

    public static final CharSequence HEADER = HttpHeaders.createOptimized("X-Personium-RequestKey");

    private static final int MAX_LENGTH = 128;

    private static final char[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray();

    private RequestKey() {}

    /** Whether a client may send this key: up to 128 letters, digits, hyphens and underscores, or none at all. */
    public static boolean isValid(String key) {
        return key.length() <= MAX_LENGTH && key.chars().allMatch(RequestKey::isAllowed);
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** A new random key. It may be predictable, so it is made cheaply. */
    public static String generate() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] key = new char[27];
        long bits = 0;
        for (int i = 0; i < key.length; i++) {
            if (i % 10 == 0) {
                bits = random.nextLong();
            }
            key[i] = ALPHABET[(int) (bits & 63)];
            bits >>>= 6;
        }
        key[4] = '_';
        return new String(key);
    }
}
