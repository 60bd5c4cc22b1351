package io.cellport.http.pipeline;

import io.cellport.auth.token.Credential;
import io.cellport.logging.LogFields;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One request in the access log. As a text it is {@code [key] METHOD path status bytes time client who}. It becomes
 * text on the thread that writes the log. Immutable.
 *
 * @param status {@link #ABORTED} if the answer was broken off
 * @param bytes of the body
 * @param nanos from the request to the end of the answer
 * @param client the address behind trusted proxies
 * @param credential of which only the kind and the subject are told
 */
record AccessLine(
        String key,
        String method,
        String path,
        int status,
        long bytes,
        long nanos,
        String client,
        Credential credential)
        implements LogFields {

    static final int ABORTED = 0;

    private static final Pattern INVISIBLE = Pattern.compile("[^\\x21-\\x7e]");

    @Override
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("request", key);
        fields.put("client", client);
        fields.put("token", credential instanceof Credential.Anonymous ? "none" : kind());
        fields.put("subject", credential instanceof Credential.Valid valid ? subject(valid) : "");
        fields.put("method", method);
        fields.put("path", path);
        fields.put("status", status);
        fields.put("bytes", bytes);
        fields.put("millis", millis());
        return fields;
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(256);
        line.append('[').append(key).append("] ");
        line.append(visible(method)).append(' ').append(visible(path)).append(' ');
        line.append(status == ABORTED ? "aborted" : Integer.toString(status)).append(' ');
        line.append(bytes).append("B ").append(millis()).append("ms ");
        return line.append(client).append(' ').append(visible(who())).toString();
    }

    /** Kind and subject of a token; {@code -} without a credential, {@code invalid} for a bad one. */
    private String who() {
        if (credential instanceof Credential.Valid valid) {
            return kind() + ":" + subject(valid);
        }
        return credential instanceof Credential.Anonymous ? "-" : kind();
    }

    private String kind() {
        return credential instanceof Credential.Valid valid
                ? valid.token().kind().name().toLowerCase(Locale.ROOT)
                : "invalid";
    }

    private static String subject(Credential.Valid valid) {
        return valid.token().subject();
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** The text without characters that could begin another line or field. */
    private static String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
                return INVISIBLE.matcher(text).replaceAll("?");
            }
        }
        return text;
    }
}
