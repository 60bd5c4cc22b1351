package io.cellport.auth.access;

import io.cellport.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads the {@code Authorization} header as Personium does: schemes are compared with case, by prefix. Immutable. */
public sealed interface AuthorizationHeader {

    /**
     * A header whose end is a bearer token, not yet looked at. It is not copied, because it is long.
     *
     * @param from where the token begins
     */
    record Bearer(String header, int from) implements AuthorizationHeader {}

    /** An account's name and password, not yet looked at. */
    record Basic(String name, String password) implements AuthorizationHeader {}

    /** A header that holds neither, and the 401 for it. */
    record Unusable(ErrorCode reason) implements AuthorizationHeader {}

    /** Parses a header that is present. */
    static AuthorizationHeader parse(String header) {
        if (header.startsWith("Basic")) {
            return parseBasic(header.substring("Basic".length()));
        }
        if (!header.startsWith("Bearer")) {
            return new Unusable(ErrorCode.PR401_AU_0003);
        }
        if (!header.startsWith("Bearer ")) {
            return new Unusable(ErrorCode.PR401_AU_0006);
        }
        return new Bearer(header, "Bearer ".length());
    }

    private static AuthorizationHeader parseBasic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (encoded.startsWith(" ") && colon >= 0) {
                return new Basic(pair.substring(0, colon), pair.substring(colon + 1));
            }
        } catch (IllegalArgumentException malformed) {
            return new Unusable(ErrorCode.PR401_AU_0004);
        }
        return new Unusable(ErrorCode.PR401_AU_0004);
    }
}
