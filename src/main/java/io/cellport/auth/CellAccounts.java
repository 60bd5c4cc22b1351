package io.cellport.auth;

import io.cellport.store.CellGeneration;
import io.cellport.store.CellStore;
import java.util.Optional;

/** The accounts in the current content of cells. Blocks; safe for use by several threads. */
final class CellAccounts {

    private final CellStore store;

    private final String passwordSalt;

    CellAccounts(CellStore store, String passwordSalt) {
        this.store = store;
        this.passwordSalt = passwordSalt;
    }

    /** The account of that exact name. */
    Optional<Account> find(String cellId, String name) {
        Optional<CellGeneration> current = store.current(cellId);
        if (current.isEmpty()) {
            return Optional.empty();
        }
        try (CellGeneration generation = current.get()) {
            return generation.entity("Account", name).map(entity -> Account.of(entity, passwordSalt));
        }
    }
}
