package io.cellport.auth;

import java.time.Instant;
import java.util.Set;

/**
 * A verified token. Immutable, so it can be shared and cached.
 *
 * @param subject who holds it
 * @param audience the unit or cell URL that it is for
 * @param scopes what it may do
 * @param expiresAt from when on it is void
 */
public record AccessToken(String subject, String audience, Set<String> scopes, Instant expiresAt) {

    /** The scope that all cell administration needs. */
    public static final String ROOT = "root";

    /** Copies the scopes. */
    public AccessToken {
        scopes = Set.copyOf(scopes);
    }

    /** Whether the token carries the scope. */
    public boolean has(String scope) {
        return scopes.contains(scope);
    }
}
