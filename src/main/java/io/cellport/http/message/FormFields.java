package io.cellport.http.message;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a query or of an {@code application/x-www-form-urlencoded} body. If a field is given twice, the first
 * counts. Immutable.
 */
public record FormFields(Map<String, List<String>> values) {

    private static final int MAX_FIELDS = 256;

    /** Reads a text; one with broken escapes has no fields. */
    public static FormFields parse(String text) {
        try {
            return new FormFields(
                    new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MAX_FIELDS, true).parameters());
        } catch (IllegalArgumentException malformed) {
            return new FormFields(Map.of());
        }
    }

    /** A field, which may be empty. */
    public Optional<String> text(String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** A field that must be there; {@code PR400-AN-0016} if it is not. */
    public String required(String name) {
        return text(name).orElseThrow(() -> ApiException.of(ErrorCode.PR400_AN_0016, name));
    }

    /** A field that says {@code true}, in whatever case. */
    public boolean isTrue(String name) {
        return text(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    /**
     * A number of seconds from 1 to {@code longest}, which is also the default; {@code PR400-AN-0016} for any other.
     */
    public Duration seconds(String name, Duration longest) {
        String text = text(name).orElse("");
        if (text.isEmpty()) {
            return longest;
        }
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= longest.toSeconds()) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException malformed) {
            throw ApiException.of(ErrorCode.PR400_AN_0016, name);
        }
        throw ApiException.of(ErrorCode.PR400_AN_0016, name);
    }
}
