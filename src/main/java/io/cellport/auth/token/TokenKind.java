package io.cellport.auth.token;

import java.util.Locale;
import java.util.Optional;

/** What a token is good for. */
public enum TokenKind {
    /** The unit administrator's: root everywhere. */
    UNIT,
    /** Made by the unit for one cell: root there, whatever the cell contains. */
    CELL,
    /** An account's: in its cell it may do what the cell's content grants the account at that moment. */
    ACCOUNT,
    /** Good for nothing but new tokens of its account. */
    REFRESH;

    /** The name in the claim {@code kind}. */
    String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<TokenKind> of(String claim) {
        for (TokenKind kind : values()) {
            if (kind.claim().equals(claim)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Whether its rights come from an account in one cell. */
    boolean isBoundToAccount() {
        return this == ACCOUNT || this == REFRESH;
    }
}
