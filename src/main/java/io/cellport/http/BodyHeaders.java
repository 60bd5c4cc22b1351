package io.cellport.http;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks headers that change what the bytes of a body mean. A body with such a header is refused before it is read.
 * Stateless.
 */
public final class BodyHeaders {

    /** What can be wrong with any body: these headers, its size, its pace, or its end. */
    static final Set<ErrorCode> ERRORS = Set.of(
            ErrorCode.PR400_OD_0041,
            ErrorCode.PR408_CM_0001,
            ErrorCode.PR413_DV_0001,
            ErrorCode.PR415_MC_0001,
            ErrorCode.PR500_CM_0001);

    private static final CharSequence CONTENT_RANGE = HttpHeaders.CONTENT_RANGE;

    private BodyHeaders() {}

    /**
     * Refuses a body that is only a part of something, or that is encoded.
     *
     * @throws io.cellport.error.ApiException {@code PR400-OD-0041} for a {@code Content-Range}, see RFC 9110, section
     *     14.4; {@code PR415-MC-0001} for a {@code Content-Encoding} other than {@code identity}, see section 8.4
     */
    public static void check(Exchange exchange) {
        List<String> ranges = both(exchange, CONTENT_RANGE);
        if (!ranges.isEmpty()) {
            throw ApiException.of(ErrorCode.PR400_OD_0041, CONTENT_RANGE.toString(), ranges.get(0));
        }
        boolean encoded = both(exchange, HttpHeaders.CONTENT_ENCODING).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::trim)
                .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
        if (encoded) {
            throw ApiException.of(ErrorCode.PR415_MC_0001);
        }
    }

    /** The real lines and those of {@code X-Override}, which can add a header to the body but take none away. */
    private static List<String> both(Exchange exchange, CharSequence name) {
        return Stream.concat(exchange.request().headers().getAll(name).stream(), exchange.lines(name).stream())
                .toList();
    }
}
