package io.cellport.odata.language;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The decoded options of a request by their names, which are case-sensitive. Of a repeated option the first counts.
 * Immutable.
 */
public record Query(Map<String, String> options) {

    /** Keeps a copy. */
    public Query {
        options = Map.copyOf(options);
    }

    /**
     * Decodes what stands behind the question mark. One broken escape refuses the whole query with
     * {@code PR400-CM-0006}: a filter that is passed over shows rows that nobody asked for.
     *
     * @param raw as it came, empty if there is no query
     */
    public static Query parse(String raw) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String field : raw.split("&", -1)) {
            int equals = field.indexOf('=');
            String name = equals < 0 ? field : field.substring(0, equals);
            String value = equals < 0 ? "" : field.substring(equals + 1);
            options.putIfAbsent(decoded(name), decoded(value));
        }
        return new Query(options);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            throw ApiException.of(ErrorCode.PR400_CM_0006, brokenEscape);
        }
    }

    /** The value of an option, which may be empty. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }
}
