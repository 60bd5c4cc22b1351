package io.cellport.http;

import io.cellport.auth.token.CookieSeal;
import io.cellport.config.UnitConfig;
import io.cellport.http.message.FormFields;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The two halves of a login by cookie: {@code p_cookie}, which the browser keeps, and {@code p_cookie_peer}, which the
 * application keeps and sends in the query. Neither is worth anything alone. See "Get access token" in the Personium
 * API. Immutable.
 */
public final class CookiePair {

    public static final String PEER = "p_cookie_peer";

    private static final String COOKIE = "p_cookie";

    private final CookieSeal seal;

    private final UnitConfig.Http config;

    public CookiePair(CookieSeal seal, UnitConfig.Http config) {
        this.seal = seal;
        this.config = config;
    }

    /** Puts a token into the cookie of the client's browser; returns the peer. */
    public String give(Exchange exchange, String token) {
        String peer = UUID.randomUUID().toString();
        String value = seal.close(peer, token, exchange.realm());
        exchange.response().headers().add(HttpHeaders.SET_COOKIE, COOKIE + "=" + value + attributes(exchange.realm()));
        return peer;
    }

    private String attributes(String cellUrl) {
        URI url = URI.create(cellUrl);
        String secure = url.getScheme().equals("https") ? "; Secure" : "";
        String sites = config.allowedOrigins().isEmpty() ? "Strict" : "None";
        return "; Path=" + url.getRawPath() + "; HttpOnly" + secure + "; SameSite=" + sites;
    }

    /** The value of the cookie that a request carries. */
    public static Optional<String> cookie(Exchange exchange) {
        List<String> lines = exchange.lines(HttpHeaders.COOKIE);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        for (String cookie : String.join(";", lines).split(";", -1)) {
            int equals = cookie.indexOf('=');
            if (equals > 0 && cookie.substring(0, equals).strip().equals(COOKIE)) {
                return Optional.of(cookie.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }

    /** The peer that a request carries. */
    public static Optional<String> peer(Exchange exchange) {
        String query = exchange.request().query();
        return query == null ? Optional.empty() : FormFields.parse(query).text(PEER);
    }
}
