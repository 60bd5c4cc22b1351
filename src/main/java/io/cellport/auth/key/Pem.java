package io.cellport.auth.key;

import java.util.Base64;

/** Keys as text (RFC 7468). Stateless. */
final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    static String write(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /**
     * Reads what stands between the two lines of dashes.
     *
     * @throws IllegalArgumentException if it is not base64
     */
    static byte[] read(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }
}
