package io.cellport.auth.access;

import io.cellport.auth.SteadyClock;
import io.cellport.auth.account.CellAccounts;
import io.cellport.auth.account.CredentialSeal;
import io.cellport.auth.account.Login;
import io.cellport.auth.account.LoginHistory;
import io.cellport.auth.account.ScryptCost;
import io.cellport.auth.key.CurrentKeys;
import io.cellport.auth.token.CookieSeal;
import io.cellport.cell.CellStore;
import io.cellport.config.UnitConfig;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.WorkerPool;
import io.cellport.worker.WorkerPools;
import java.time.Clock;

/**
 * What all routers of a node share to find out who is asking and what they may do.
 *
 * @param keys sign and verify tokens
 * @param login checks passwords
 * @param passwords where passwords are hashed and tokens signed
 * @param authorizer decides what a credential suffices for
 * @param rights tells who holds which privileges
 * @param cookies hides tokens in cookies
 */
public record AuthServices(
        CurrentKeys keys,
        Login login,
        WorkerPool passwords,
        Authorizer authorizer,
        CellRights rights,
        CookieSeal cookies) {

    /**
     * The services of a node.
     *
     * @param memory what passwords are hashed in
     */
    public static AuthServices of(
            CurrentKeys keys,
            CellStore cells,
            WorkerPools pools,
            MemoryBudget memory,
            UnitConfig.Auth config,
            Clock clock) {
        CredentialSeal seal = new CredentialSeal(keys);
        CellRights rights = new CellRights(cells);
        Login login = new Login(
                new CellAccounts(cells, config.passwordSalt(), memory.total()),
                seal,
                pools.store(),
                pools.passwords(),
                memory,
                new LoginHistory(clock, new SteadyClock(), config.lockCount(), config.lockTime()),
                clock,
                ScryptCost::generate);
        return new AuthServices(
                keys,
                login,
                pools.passwords(),
                new Authorizer(new CellAccess(cells, rights, seal), pools.access(), pools.contents()),
                rights,
                new CookieSeal(keys));
    }
}
