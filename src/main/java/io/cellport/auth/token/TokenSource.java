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
     * @return empty if the token is not this source's, or proves nothing; fails with {@code PR503-SV-0002} if the keys
     *     that it may be signed with cannot be read
     */
    Future<Optional<AccessToken>> read(String token, Jwt jwt);
}
