package io.cellport.odata.language;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Whether a client takes JSON, which is all that there is of rows. Stateless. */
public final class OutputFormat {

    private static final Set<String> JSON = Set.of("application/json", "application/*", "*/*");

    private OutputFormat() {}

    /**
     * Passes if JSON may be sent. {@code $format} decides; without it {@code Accept}, of which neither parameters nor
     * order count.
     *
     * @param accept the header, empty if there is none, which allows everything; {@code PR406-OD-0001} if it does not
     *     allow JSON, or {@code $format} is {@code atom}; {@code PR400-OD-0005} for any other {@code $format}
     */
    public static void check(Query query, Optional<String> accept) {
        Optional<String> format = query.option("$format");
        if (format.isPresent()) {
            checkFormat(format.get());
        } else if (accept.isPresent() && !allowsJson(accept.get())) {
            throw ApiException.of(ErrorCode.PR406_OD_0001, accept.get());
        }
    }

    private static void checkFormat(String format) {
        if (format.equals("atom")) {
            throw ApiException.of(ErrorCode.PR406_OD_0001, format);
        }
        if (!format.equals("json")) {
            throw ApiException.of(ErrorCode.PR400_OD_0005, format);
        }
    }

    private static boolean allowsJson(String accept) {
        return Arrays.stream(accept.split(","))
                .map(range -> range.replaceFirst(";.*", "").strip())
                .anyMatch(JSON::contains);
    }
}
