package io.cellport.auth.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.auth.account.Account;
import io.cellport.auth.account.CredentialSeal;
import io.cellport.cell.CellStore;
import io.cellport.cell.generation.CellGeneration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the current content of a cell gives to its accounts, by their roles and the cell's rights. Answers are remembered
 * for a generation, so they change at once when the next one is activated. Blocks; safe for use by several threads.
 */
public final class CellAccess {

    /** Names of accounts that log in have at most 256 characters. */
    private static final int REMEMBERED = 10_000;

    private final CellStore store;

    private final CellRights rights;

    private final CredentialSeal seal;

    private final Cache<Question, Answer> answers =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** An access to all cells of a unit. */
    CellAccess(CellStore store, CellRights rights, CredentialSeal seal) {
        this.store = store;
        this.rights = rights;
        this.seal = seal;
    }

    /** How an account stands to its cell. */
    public enum AccountState {
        /** There is no active account of that name. */
        ABSENT,
        /** It has another password now. */
        CHANGED,
        /** It is there, and nothing gives it root. */
        PRESENT,
        /** It holds root. */
        ROOT
    }

    /** Whether the cell gives root to everybody, even to those who do not say who they are. */
    public boolean everybodyIsRoot(String cellId) {
        OptionalLong number = store.currentNumber(cellId);
        return number.isPresent() && rights.of(cellId, number.getAsLong()).everybody();
    }

    /**
     * How the account of that name stands now.
     *
     * @param credential mark of the password that its owner gave
     */
    public AccountState state(String cellId, String account, String credential) {
        OptionalLong number = store.currentNumber(cellId);
        if (number.isEmpty()) {
            return AccountState.ABSENT;
        }
        Answer answer = answers.get(new Question(cellId, number.getAsLong(), account), this::answer);
        boolean changed = answer.state != AccountState.ABSENT && !answer.credential.equals(credential);
        return changed ? AccountState.CHANGED : answer.state;
    }

    private Answer answer(Question asked) {
        Optional<CellGeneration> opened = store.current(asked.cellId);
        if (opened.isEmpty()) {
            return Answer.ABSENT;
        }
        try (CellGeneration current = opened.get()) {
            return current.entity("Account", asked.account, Account.MOST_BYTES)
                    .map(entity -> Account.of(entity, ""))
                    .filter(Account::isActive)
                    .map(account -> new Answer(state(asked, current, account), seal.of(asked.cellId, account)))
                    .orElse(Answer.ABSENT);
        }
    }

    private AccountState state(Question asked, CellGeneration current, Account account) {
        Rights given = rights.of(asked.cellId, asked.number);
        boolean root = given.everybody()
                || (!given.rootRoles().isEmpty()
                        && current.isLinkedToAny("Account", account.id(), "Role", given.rootRoles()));
        return root ? AccountState.ROOT : AccountState.PRESENT;
    }

    private record Question(String cellId, long number, String account) {}

    private record Answer(AccountState state, String credential) {

        static final Answer ABSENT = new Answer(AccountState.ABSENT, "");
    }
}
