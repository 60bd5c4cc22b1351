package io.cellport.http;

import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The media ranges that an {@code Accept} header names, without parameters: as in Personium no range is better than
 * another. Immutable.
 */
public record MediaRanges(List<String> ranges) {

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+");

    /** Those of a request; none if it has no such header. */
    public static MediaRanges of(Exchange exchange) {
        return new MediaRanges(exchange.lines(HttpHeaders.ACCEPT).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(range -> range.split(";", 2)[0].strip())
                .toList());
    }

    /**
     * The type that Personium labels some answers with, whatever they are: the first that the client accepts, or {@code
     * text/plain}. Who imports what such an answer has must not choose what it does; see {@link ContentOrigin}.
     */
    public String label() {
        return ranges.stream()
                .findFirst()
                .filter(range -> TYPE.matcher(range).matches())
                .orElse("text/plain");
    }

    /** Whether this very range is named; a range with a star names no type. */
    public boolean name(String type) {
        return ranges.contains(type);
    }
}
