package io.cellport.auth;

import io.cellport.message.ErrorCode;

/** Reads the {@code Authorization} header as Personium does: schemes are compared with case, by prefix. */
sealed interface AuthorizationHeader {

    /** A bearer token, not yet looked at. */
    record Bearer(String token) implements AuthorizationHeader {}

    /** A header that holds no bearer token, and the 401 for it. */
    record Unusable(ErrorCode reason) implements AuthorizationHeader {}

    /** Parses a header that is present. Basic is understood but never accepted by the resources here. */
    static AuthorizationHeader parse(String header) {
        if (header.startsWith("Basic")) {
            return new Unusable(ErrorCode.PR401_AU_0001);
        }
        if (!header.startsWith("Bearer")) {
            return new Unusable(ErrorCode.PR401_AU_0003);
        }
        if (!header.startsWith("Bearer ")) {
            return new Unusable(ErrorCode.PR401_AU_0006);
        }
        return new Bearer(header.substring("Bearer ".length()));
    }
}
