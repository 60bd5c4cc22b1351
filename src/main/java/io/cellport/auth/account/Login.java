package io.cellport.auth.account;

import io.cellport.auth.account.CellAccounts.Candidate;
import io.cellport.auth.account.LoginHistory.Name;
import io.cellport.auth.account.ScryptCost.Hasher;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.MemoryShare;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks account names and passwords against a cell's current content. One per node; futures complete on the
 * caller's context. Safe for several threads.
 */
public final class Login {

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    private static final int MAX_NAME_LENGTH = 256;

    /** How long a check waits for memory before the attempt is refused. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CellAccounts accounts;

    private final CredentialSeal seal;

    private final WorkerPool store;

    private final WorkerPool passwords;

    private final MemoryBudget memory;

    private final LoginHistory history;

    private final Clock clock;

    private final Hasher hasher;

    /** A login with an empty history. */
    public Login(
            CellAccounts accounts,
            CredentialSeal seal,
            WorkerPool store,
            WorkerPool passwords,
            MemoryBudget memory,
            LoginHistory history,
            Clock clock,
            Hasher hasher) {
        this.accounts = accounts;
        this.seal = seal;
        this.store = store;
        this.passwords = passwords;
        this.memory = memory;
        this.history = history;
        this.clock = clock;
        this.hasher = hasher;
    }

    /**
     * One attempt.
     *
     * @param cellId the cell that the account is in
     * @param address the client's address, for accounts that are bound to some
     * @return fails with {@code PR503-SV-0001} if too many attempts wait already, or there is no memory to hash in
     */
    public Future<LoginResult> attempt(String cellId, String account, String password, String address) {
        String looked = account.length() > MAX_NAME_LENGTH ? "" : account;
        return passwords.run(() -> check(new Name(cellId, looked), password, address));
    }

    /**
     * Lets the owner of an account go on without giving the password again: the account has to be active, to have the
     * password of that mark still, and to be usable from that address.
     *
     * @return the mark for new tokens; empty if the owner may not
     */
    public Future<Optional<String>> goOn(String cellId, String account, String credential, String address) {
        return store.run(() -> accounts.find(cellId, account)
                .filter(Account::isActive)
                .filter(found -> seal.all(cellId, found).contains(credential))
                .filter(found -> AddressRanges.allow(found.addressRanges(), address))
                .map(found -> seal.of(cellId, found)));
    }

    /** Asks the history on the hashing thread, so that attempts sent at once are not all let through. */
    private LoginResult check(Name name, String password, String address) {
        if (history.isLocked(name)) {
            return LoginResult.LOCKED;
        }
        if (history.isTooSoon(name)) {
            history.failed(name);
            return LoginResult.FAILED;
        }
        Candidate candidate = accounts.candidate(name.cellId(), name.account());
        candidate.account().ifPresent(found -> complain(name.cellId(), found, candidate.cost()));
        boolean matches = matches(candidate, password);
        Optional<LoginResult> refusal = refusal(candidate.account(), matches, address);
        if (refusal.filter(LoginResult.FAILED::equals).isPresent()) {
            history.failed(name);
        }
        return refusal.orElseGet(() -> accept(name, candidate.account().orElseThrow()));
    }

    private boolean matches(Candidate candidate, String password) {
        LoginCost cost = candidate.cost();
        try (MemoryShare share = new MemoryShare(memory, Login::refuseLate)) {
            share.take(cost.memoryBytes());
            return cost.matches(candidate.account().flatMap(Account::password), password, hasher);
        }
    }

    private static void refuseLate(long waitedNanos) {
        if (waitedNanos > PATIENCE.toNanos()) {
            throw ApiException.of(ErrorCode.PR503_SV_0001);
        }
    }

    /** Only the log says so: an answer that did would tell who has an account. */
    private static void complain(String cellId, Account account, LoginCost cost) {
        if (account.lacksItsPassword()) {
            LOG.warn("the password of an account in cell {} is stored in a form that cannot be used", cellId);
        } else if (!account.password().map(cost::covers).orElse(true)) {
            LOG.warn(
                    "the password of an account in cell {} costs more to check than there is memory and time for:"
                            + " a larger heap, or another password, lets its owner in",
                    cellId);
        }
    }

    private static Optional<LoginResult> refusal(Optional<Account> account, boolean matches, String address) {
        Optional<Account> admitted = account.filter(found -> matches && found.basic())
                .filter(found -> AddressRanges.allow(found.addressRanges(), address));
        if (admitted.filter(Account::needsNewPassword).isPresent()) {
            return Optional.of(LoginResult.PASSWORD_CHANGE);
        }
        return admitted.filter(Account::isActive).isPresent() ? Optional.empty() : Optional.of(LoginResult.FAILED);
    }

    private LoginResult accept(Name name, Account account) {
        LoginHistory.Past past = history.succeeded(name);
        return new LoginResult.Accepted(
                past.lastAuthenticated(), past.failures(), seal.of(name.cellId(), account), clock.instant());
    }
}
