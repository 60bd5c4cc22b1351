package io.cellport.http;

import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;

/**
 * The media ranges that an {@code Accept} header names, without parameters: as in Personium no range is better than
 * another. Immutable.
 */
public record MediaRanges(List<String> ranges) {

    /** Those of a request; none if it has no such header. */
    public static MediaRanges of(Exchange exchange) {
        return new MediaRanges(exchange.lines(HttpHeaders.ACCEPT).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(range -> range.split(";", 2)[0].strip())
                .toList());
    }

    /** Whether this very range is named; a range with a star names no type. */
    public boolean name(String type) {
        return ranges.contains(type);
    }
}
