package io.cellport.http.pipeline;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.regex.Pattern;

/**
 * Steps: refuse an {@code Accept} header that cannot be understood. One that can changes nothing, because every answer
 * has only one form. Stateless.
 */
final class AcceptHeader {

    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]++";

    /** Old clients send a lone star for everything. */
    private static final Pattern RANGE = Pattern.compile("\\s*+(?:" + TOKEN + "/" + TOKEN + "|\\*)?+\\s*+");

    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");

    private AcceptHeader() {}

    /** Before anything is looked up: {@code PR400-OD-0041} for characters that no header may have. */
    static Future<?> checkCharacters(Exchange exchange) {
        for (String value : exchange.lines(HttpHeaders.ACCEPT)) {
            if (!value.chars().allMatch(c -> c < 0x80)) {
                throw ApiException.of(ErrorCode.PR400_OD_0041, "Accept", value);
            }
        }
        return Step.TAKEN;
    }

    /** For a resource that exists: {@code PR406-CM-0001} for what is not a list of media ranges. */
    static Future<?> checkRanges(Exchange exchange) {
        for (String value : exchange.lines(HttpHeaders.ACCEPT)) {
            if (!isReadable(value)) {
                throw ApiException.of(ErrorCode.PR406_CM_0001, value);
            }
        }
        return Step.TAKEN;
    }

    static boolean isReadable(String value) {
        if (value.equals("*/*") || value.equals("application/json")) {
            return true;
        }
        String plain = value.indexOf('"') < 0 ? value : QUOTED.matcher(value).replaceAll("");
        for (String range : plain.split(",", -1)) {
            int parameters = range.indexOf(';');
            String type = parameters < 0 ? range : range.substring(0, parameters);
            if (!RANGE.matcher(type).matches() || (parameters >= 0 && type.isBlank())) {
                return false;
            }
        }
        return true;
    }
}
