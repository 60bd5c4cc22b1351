package io.cellport.auth.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.cell.CellStore;
import io.cellport.cell.generation.AccessContent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts in the current content of cells. Blocks; safe for several threads. */
public final class CellAccounts {

    private static final int REMEMBERED = 10_000;

    private static final LoginCost USUAL = new LoginCost(List.of(ScryptCost.USUAL));

    private final CellStore store;

    private final String passwordSalt;

    private final long hashMemory;

    private final Cache<Generation, LoginCost> costs =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** @param hashMemory bytes that a password hash can have at most */
    public CellAccounts(CellStore store, String passwordSalt, long hashMemory) {
        this.store = store;
        this.passwordSalt = passwordSalt;
        this.hashMemory = hashMemory;
    }

    /**
     * What there is to compare a password with.
     *
     * @param account the account of that name, if there is one
     * @param cost what the comparison costs in this cell
     */
    record Candidate(Optional<Account> account, LoginCost cost) {}

    /** The account of that exact name. */
    Optional<Account> find(String cellId, String name) {
        return candidate(cellId, name).account();
    }

    /** The account, and what looking at its password costs; all accounts are looked through once a generation. */
    Candidate candidate(String cellId, String name) {
        Optional<AccessContent> current = store.access(cellId);
        if (current.isEmpty()) {
            return new Candidate(Optional.empty(), USUAL);
        }
        try (AccessContent content = current.get()) {
            LoginCost cost = costs.get(new Generation(cellId, content.number()), asked -> cost(content));
            return new Candidate(content.account(name).map(entity -> Account.of(entity, passwordSalt)), cost);
        }
    }

    private LoginCost cost(AccessContent content) {
        Map<ScryptCost, Integer> found = new HashMap<>();
        content.accounts(entity -> Account.of(entity, passwordSalt)
                .password()
                .filter(ScryptHash.class::isInstance)
                .ifPresent(hash -> found.merge(((ScryptHash) hash).cost(), 1, Integer::sum)));
        return LoginCost.of(found, hashMemory);
    }

    private record Generation(String cellId, long number) {}
}
