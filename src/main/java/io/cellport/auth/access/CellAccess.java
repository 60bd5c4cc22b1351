package io.cellport.auth.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.auth.access.Privilege.Grantable;
import io.cellport.auth.access.Privilege.OnPath;
import io.cellport.auth.account.Account;
import io.cellport.auth.account.CredentialSeal;
import io.cellport.auth.key.UnitKeys;
import io.cellport.cell.CellStore;
import io.cellport.cell.generation.AccessContent;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * What the current content of a cell grants to its accounts, by their roles, and to everybody. Answers are remembered
 * for a generation, so they change as soon as the next one is activated. Blocks; safe for several threads.
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

        boolean isGranted() {
            return everybody || byRole;
        }
    }

    /** What somebody is granted who is no account of the cell. */
    Finding ofStranger(String cellId, Grantable needed) {
        return answer(cellId, Optional.empty(), needed).judge("");
    }

    /**
     * What an account is granted.
     *
     * @param credential mark of the password that its owner gave
     */
    Finding ofAccount(String cellId, String account, String credential, Grantable needed) {
        return answer(cellId, Optional.of(account), needed).judge(credential);
    }

    private Answer answer(String cellId, Optional<String> account, Grantable needed) {
        OptionalLong number = store.currentNumber(cellId);
        return number.isEmpty()
                ? Answer.NOTHING
                : answers.get(new Question(cellId, number.getAsLong(), account, needed, seal.keys()), this::read);
    }

    /** Everything comes from one generation. If it is newer than asked for, the answer is only newer than asked for. */
    private Answer read(Question asked) {
        return asked.needed instanceof OnPath onPath
                ? read(asked, store.current(asked.cellId), content -> rights.at(asked.cellId, content, onPath.path()))
                : read(asked, store.access(asked.cellId), content -> rights.onCell(asked.cellId, content));
    }

    private <C extends AccessContent> Answer read(Question asked, Optional<C> opened, Function<C, Rights> rightsIn) {
        if (opened.isEmpty()) {
            return Answer.NOTHING;
        }
        try (C content = opened.get()) {
            Rights given = rightsIn.apply(content);
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
