package io.cellport.auth;

import io.cellport.config.UnitConfig;
import io.cellport.store.CellStore;
import io.cellport.worker.WorkerPool;
import io.cellport.worker.WorkerPools;
import java.time.Clock;

/**
 * What all routers of a node share to find out who is asking.
 *
 * @param key signs and verifies tokens
 * @param login checks passwords
 * @param passwords where passwords are hashed and tokens signed
 * @param authorizer decides what a credential suffices for
 * @param accessList tells who holds which privileges
 * @param cookies hides tokens in cookies
 */
public record AuthServices(
        UnitKey key,
        Login login,
        WorkerPool passwords,
        Authorizer authorizer,
        AccessList accessList,
        CookieSeal cookies) {

    /** The services of a node. */
    public static AuthServices of(
            UnitKey key, CellStore cells, WorkerPools pools, UnitConfig.Auth config, Clock clock) {
        return new AuthServices(
                key,
                new Login(cells, pools.store(), pools.passwords(), config, clock),
                pools.passwords(),
                new Authorizer(new CellAccess(cells), pools.access()),
                new AccessList(cells),
                new CookieSeal(key));
    }
}
