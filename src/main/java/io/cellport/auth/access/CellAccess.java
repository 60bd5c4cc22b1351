package io.cellport.auth.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.auth.access.Privilege.Grantable;
import io.cellport.auth.access.Privilege.OnCell;
import io.cellport.auth.access.Privilege.OnPath;
import io.cellport.auth.account.Account;
import io.cellport.auth.account.CredentialSeal;
import io.cellport.auth.key.UnitKeys;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the content of a cell grants to its accounts, by their roles, and to everybody. Answers are remembered for a
 * generation, so they change as soon as the next one is activated. Blocks; safe for several threads.
 */
public final class CellAccess {

    private static final long REMEMBERED_BYTES = 8 << 20;

    private final CellStore store;

    private final CellRights rights;

    private final CredentialSeal seal;

    private final Cache<Question, Answer> answers = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_BYTES)
            .weigher((Question question, Answer answer) -> question.weight())
            .build();

    /** An access to all cells of a unit. */
    CellAccess(CellStore store, CellRights rights, CredentialSeal seal) {
        this.store = store;
        this.rights = rights;
        this.seal = seal;
    }

    /** How a caller stands to a cell. */
    enum AccountState {
        /** There is no active account of that name, or the caller is none. */
        ABSENT,
        /** It has another password now. */
        CHANGED,
        /** It is there, with the password that the caller gave. */
        PRESENT
    }

    /**
     * What a cell says of a caller and a privilege.
     *
     * @param account how the caller stands to the cell
     * @param everybody whether everybody is granted the privilege
     * @param byRole whether the account is granted it by a role; false unless it is present
     * @param requiresApplication whether what is granted counts only for callers with an authenticated application
     */
    record Finding(AccountState account, boolean everybody, boolean byRole, boolean requiresApplication) {

        /** Of a cell into which nothing was ever imported. */
        static final Finding NOTHING = Answer.NOTHING.judge("");

        boolean isGranted() {
            return everybody || byRole;
        }
    }

    /**
     * Who asks.
     *
     * @param account name of the account; empty for somebody who is no account of the cell
     * @param credential mark of the password that the account's owner gave
     */
    record Caller(Optional<String> account, String credential) {

        static final Caller STRANGER = new Caller(Optional.empty(), "");

        static Caller account(String name, String credential) {
            return new Caller(Optional.of(name), credential);
        }
    }

    /** What {@link #onCell} says, if that is remembered. Does not block. */
    Optional<Finding> remembered(Cell cell, Caller caller, OnCell needed) {
        if (cell.generation() == 0) {
            return Optional.of(Finding.NOTHING);
        }
        Answer known = answers.getIfPresent(question(cell, caller, needed));
        return known == null ? Optional.empty() : Optional.of(known.judge(caller.credential));
    }

    /**
     * What the caller is granted on the cell itself, by the content that it had when it was found, or by a newer one.
     */
    Finding onCell(Cell cell, Caller caller, OnCell needed) {
        return remembered(cell, caller, needed).orElseGet(() -> {
            Question asked = question(cell, caller, needed);
            return answer(asked, () -> readOnCell(asked)).judge(caller.credential);
        });
    }

    private Question question(Cell cell, Caller caller, OnCell needed) {
        return new Question(cell.id(), cell.generation(), caller.account, needed, seal.keys());
    }

    /** What {@link #onPath} says, if that is remembered. Does not block. */
    Optional<Finding> remembered(String cellId, CellGeneration content, Caller caller, OnPath needed) {
        Answer known = answers.getIfPresent(question(cellId, content, caller, needed));
        return known == null ? Optional.empty() : Optional.of(known.judge(caller.credential));
    }

    /**
     * What the caller is granted in a box.
     *
     * @param content what decides alone, also when it is no longer the current one; it stays open
     */
    Finding onPath(String cellId, CellGeneration content, Caller caller, OnPath needed) {
        Question asked = question(cellId, content, caller, needed);
        return answer(asked, () -> read(asked, content, rights.at(cellId, content, needed.path())))
                .judge(caller.credential);
    }

    private Question question(String cellId, CellGeneration content, Caller caller, OnPath needed) {
        return new Question(cellId, content.number(), caller.account, needed, seal.keys());
    }

    /** Reads outside of the memory, so that nobody waits there for another cell's content. */
    private Answer answer(Question asked, Supplier<Answer> read) {
        Answer known = answers.getIfPresent(asked);
        if (known != null) {
            return known;
        }
        Answer found = read.get();
        answers.put(asked, found);
        return found;
    }

    /** If the content is newer than asked for, the answer is only newer than asked for. */
    private Answer readOnCell(Question asked) {
        Optional<AccessContent> opened = store.access(asked.cellId);
        if (opened.isEmpty()) {
            return Answer.NOTHING;
        }
        try (AccessContent content = opened.get()) {
            return read(asked, content, rights.onCell(asked.cellId, content));
        }
    }

    /** Everything comes from one generation. */
    private Answer read(Question asked, AccessContent content, Rights given) {
        Optional<Account> account = asked.account
                .flatMap(content::account)
                .map(entity -> Account.of(entity, ""))
                .filter(Account::isActive);
        Set<String> roles = given.rolesThatHold(asked.needed.privilege());
        return new Answer(
                account.map(found -> seal.all(asked.cellId, found)).orElse(Set.of()),
                given.everybodyHolds(asked.needed.privilege()),
                !roles.isEmpty()
                        && account.filter(found -> content.holdsAny(found.id(), roles))
                                .isPresent(),
                given.requireApplication());
    }

    /** @param keys what the marks of passwords are made with */
    private record Question(String cellId, long number, Optional<String> account, Grantable needed, UnitKeys keys) {

        /** Roughly the bytes that it takes in memory with its answer. */
        int weight() {
            return 400
                    + 2 * account.map(String::length).orElse(0)
                    + 2 * needed.path().length();
        }
    }

    /**
     * What does not depend on the caller's password.
     *
     * @param credentials marks of the account's password; empty if there is no account
     */
    private record Answer(Set<String> credentials, boolean everybody, boolean byRole, boolean requiresApplication) {

        static final Answer NOTHING = new Answer(Set.of(), false, false, false);

        Finding judge(String given) {
            AccountState state = credentials.isEmpty()
                    ? AccountState.ABSENT
                    : credentials.contains(given) ? AccountState.PRESENT : AccountState.CHANGED;
            return new Finding(state, everybody, byRole && state == AccountState.PRESENT, requiresApplication);
        }
    }
}
