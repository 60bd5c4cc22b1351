package io.cellport.auth.token;

import io.cellport.auth.AclPrivilege.CellPrivilege;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A verified token. Immutable, so it can be shared and cached.
 *
 * @param kind what it is good for
 * @param subject who holds it; the name of the account, if it is one's
 * @param audience the unit or cell URL that it is for
 * @param cellId id of the cell that the account is in; empty for tokens that are no account's. Another cell of the same
 *     URL, made after the first was deleted, has another id
 * @param credential mark of the password that the account had; empty for tokens that are no account's
 * @param loggedIn when the account's owner gave the password; the epoch for tokens that are no account's
 * @param scopes what it may do
 * @param expiresAt from when on it is void
 */
public record AccessToken(
        TokenKind kind,
        String subject,
        String audience,
        String cellId,
        String credential,
        Instant loggedIn,
        Set<String> scopes,
        Instant expiresAt) {

    /** Copies the scopes, which keep their order. */
    public AccessToken {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    }

    /** Whether one of the scopes is, or includes, the privilege. */
    public boolean covers(CellPrivilege needed) {
        for (String scope : scopes) {
            Optional<CellPrivilege> held = CellPrivilege.of(scope);
            if (held.isPresent() && held.get().includes(needed)) {
                return true;
            }
        }
        return false;
    }
}
