package io.cellport.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.store.CellGeneration;
import io.cellport.store.CellStore;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the current content of a cell gives to its accounts, by their roles and the cell's access control list. Answers
 * are remembered for a generation, so they change at once when the next one is activated. Blocks; safe for use by several
 * threads.
 */
public final class CellAccess {

    private static final int REMEMBERED = 10_000;

    private final CellStore store;

    private final Cache<Question, Standing> answers =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private final Cache<Generation, CellAcl> lists =
            Caffeine.newBuilder().maximumSize(REMEMBERED / 10).build();

    /** An access to all cells of a unit. */
    public CellAccess(CellStore store) {
        this.store = store;
    }

    /** How an account stands to its cell. */
    public enum Standing {
        /** There is no active account of that name. */
        ABSENT,
        /** It is there, and nothing gives it root. */
        PRESENT,
        /** It holds root. */
        ROOT
    }

    /** Whether the cell gives root to everybody, even to those who do not say who they are. */
    public boolean everybodyIsRoot(String cellId) {
        OptionalLong number = store.currentNumber(cellId);
        return number.isPresent()
                && lists.get(new Generation(cellId, number.getAsLong()), this::readList)
                        .everybody();
    }

    /** How the account of that name stands now. */
    public Standing standing(String cellId, String account) {
        OptionalLong number = store.currentNumber(cellId);
        return number.isPresent()
                ? answers.get(new Question(new Generation(cellId, number.getAsLong()), account), this::answer)
                : Standing.ABSENT;
    }

    /** If another generation was activated or the cell deleted meanwhile, the answer is only newer than asked for. */
    private CellAcl readList(Generation asked) {
        Optional<CellGeneration> opened = store.current(asked.cellId);
        if (opened.isEmpty()) {
            return CellAcl.EMPTY;
        }
        try (CellGeneration current = opened.get()) {
            return CellAcl.of(current);
        }
    }

    private Standing answer(Question asked) {
        Optional<CellGeneration> opened = store.current(asked.generation.cellId);
        if (opened.isEmpty()) {
            return Standing.ABSENT;
        }
        try (CellGeneration current = opened.get()) {
            return current.entity("Account", asked.account)
                    .filter(entity -> Account.of(entity, "").isActive())
                    .map(account -> holdsRoot(current, account.id()) ? Standing.ROOT : Standing.PRESENT)
                    .orElse(Standing.ABSENT);
        }
    }

    private static boolean holdsRoot(CellGeneration current, String account) {
        CellAcl list = CellAcl.of(current);
        return list.everybody() || list.roles().stream().anyMatch(role -> holds(current, account, role));
    }

    private static boolean holds(CellGeneration current, String account, String role) {
        return current.isLinked("Account", account, "Role", role)
                && current.entity(role)
                        .filter(entity -> entity.type().equals("Role"))
                        .isPresent();
    }

    private record Generation(String cellId, long number) {}

    private record Question(Generation generation, String account) {}
}
