package io.cellport.http.status;

import io.cellport.http.Exchange;
import io.vertx.core.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The preference {@code wait} of RFC 7240: how long a client would like to wait for something new. Stateless. */
final class PreferredWait {

    static final CharSequence PREFER = HttpHeaders.createOptimized("Prefer");

    static final CharSequence APPLIED = HttpHeaders.createOptimized("Preference-Applied");

    private static final int MAX_SECONDS = 60;

    private static final Pattern WAIT = Pattern.compile(
            "(?:^|,)\\s*wait\\s*=\\s*(?:(\\d{1,18})|\"(\\d{1,18})\")\\s*(?=[;,]|$)", Pattern.CASE_INSENSITIVE);

    private PreferredWait() {}

    /** Seconds, 1 to 60; a longer wait counts as 60. 0 if the client prefers no wait, or no readable one. */
    static int of(Exchange exchange) {
        String preferences = exchange.list(PREFER);
        return preferences == null ? 0 : seconds(preferences);
    }

    static int seconds(String preferences) {
        Matcher wait = WAIT.matcher(preferences);
        if (!wait.find()) {
            return 0;
        }
        String seconds = wait.group(1) != null ? wait.group(1) : wait.group(2);
        return (int) Math.min(Long.parseLong(seconds), MAX_SECONDS);
    }
}
