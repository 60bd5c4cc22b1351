package io.cellport.auth.token;

import io.vertx.core.Future;
import java.util.Optional;

/** An issuer whose tokens the unit accepts, and how it checks them. Belongs to one event loop. */
interface TokenSource {

    /**
     * Checks signature and claims, but neither expiry nor for whom the token is.
     *
     * @param token the compact form
     * @param jwt the same, taken apart
     * @return never fails; empty if the token is not this source's, or proves nothing
     */
    Future<Optional<AccessToken>> read(String token, Jwt jwt);
}
