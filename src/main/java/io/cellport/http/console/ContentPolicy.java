package io.cellport.http.console;

import io.cellport.config.UnitConfig;
import io.cellport.http.message.Authority;
import java.net.URI;

/**
 * What a browser may do for the page: run the console's own scripts and talk to the unit and its cells, nothing else.
 * Stateless.
 */
final class ContentPolicy {

    private static final String POLICY = "default-src 'none'; script-src %1$s; style-src %1$s; img-src %1$s;"
            + " connect-src %2$s; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final String SELF = "'self'";

    private ContentPolicy() {}

    /** The value of {@code Content-Security-Policy} for a unit. */
    static String of(UnitConfig.Unit unit) {
        // A cell may hold scripts that somebody imported, at the same origin: where the address is known, the path is
        // too.
        String own = unit.url()
                .filter(ContentPolicy::canBeNamed)
                .map(url -> source(url + ConsoleApi.NAME + "/"))
                .orElse(SELF);
        String cells = unit.pathBasedCellUrl()
                ? SELF
                : unit.url().map(url -> SELF + " " + unit.cellUrl(url, "*")).orElse(SELF);
        return POLICY.formatted(own, cells);
    }

    /** Whether a policy can name the host: it has no form for IP addresses, and browsers ignore those of version 6. */
    private static boolean canBeNamed(String url) {
        return !Authority.of(URI.create(url)).isAddress();
    }

    /** A URL as a source: what separates sources and directives is encoded (Content Security Policy Level 3, 2.3.1). */
    private static String source(String url) {
        return url.replace(";", "%3B").replace(",", "%2C");
    }
}
