package io.cellport.auth;

import io.cellport.auth.LoginHistory.Name;
import io.cellport.config.UnitConfig;
import io.cellport.store.CellStore;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks account names and passwords against a cell's current content. One per node; safe for use by several threads;
 * futures complete on the caller's context.
 */
public final class Login {

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    private static final int MAX_NAME_LENGTH = 256;

    private final CellAccounts accounts;

    private final WorkerPool store;

    private final WorkerPool passwords;

    private final LoginHistory history;

    /** A login with an empty history. */
    public Login(CellStore cells, WorkerPool store, WorkerPool passwords, UnitConfig.Auth config, Clock clock) {
        this.accounts = new CellAccounts(cells, config.passwordSalt());
        this.store = store;
        this.passwords = passwords;
        this.history = new LoginHistory(clock, config.lockCount(), config.lockTime());
    }

    /**
     * One attempt.
     *
     * @param cellId the cell that the account is in
     * @param address the client's address, for accounts that are bound to some
     * @return fails with {@code PR503-SV-0001} if too many attempts wait already
     */
    public Future<LoginResult> attempt(String cellId, String account, String password, String address) {
        if (account.length() > MAX_NAME_LENGTH) {
            return passwords.run(() -> guess(password));
        }
        Name name = new Name(cellId, account);
        return store.run(() -> accounts.find(cellId, account))
                .compose(found -> passwords.run(() -> check(name, found, password, address)));
    }

    /** Whether there still is an active account of that name. */
    public Future<Boolean> isActive(String cellId, String account) {
        return store.run(
                () -> accounts.find(cellId, account).filter(Account::isActive).isPresent());
    }

    /** Asks the history on the hashing thread, so that attempts sent at once are not all let through. */
    private LoginResult check(Name name, Optional<Account> account, String password, String address) {
        if (history.isLocked(name)) {
            return LoginResult.LOCKED;
        }
        if (history.isTooSoon(name)) {
            history.failed(name);
            return LoginResult.FAILED;
        }
        if (account.filter(Account::lacksItsPassword).isPresent()) {
            LOG.warn("the password of an account in cell {} is stored in a form that cannot be used", name.cellId());
        }
        boolean matches =
                account.flatMap(Account::password).orElse(ScryptHash.DUMMY).matches(password);
        Optional<LoginResult> refusal = refusal(account, matches, address);
        if (refusal.filter(LoginResult.FAILED::equals).isPresent()) {
            history.failed(name);
        }
        return refusal.orElseGet(() -> accept(name));
    }

    private static Optional<LoginResult> refusal(Optional<Account> account, boolean matches, String address) {
        Optional<Account> admitted = account.filter(found -> matches && found.basic())
                .filter(found -> AddressRanges.allow(found.addressRanges(), address));
        if (admitted.filter(Account::needsNewPassword).isPresent()) {
            return Optional.of(LoginResult.PASSWORD_CHANGE);
        }
        return admitted.filter(Account::isActive).isPresent() ? Optional.empty() : Optional.of(LoginResult.FAILED);
    }

    private LoginResult accept(Name name) {
        LoginHistory.Past past = history.succeeded(name);
        return new LoginResult.Accepted(past.lastAuthenticated(), past.failures());
    }

    private static LoginResult guess(String password) {
        ScryptHash.DUMMY.matches(password);
        return LoginResult.FAILED;
    }
}
