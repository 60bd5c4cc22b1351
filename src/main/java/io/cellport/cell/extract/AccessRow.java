package io.cellport.cell.extract;

import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.StoredEntity;

/**
 * One row of an {@link AccessExtract}. No two rows of a kind have the same key; no two roles or boxes have the same id.
 *
 * @param id the entity's id; empty for links and the rules
 * @param key the entity's key, see {@code EntityKey}; empty for the rules
 * @param source the entity's {@code _source} object, UTF-8 JSON, of at most {@link AccessContent#MOST_BYTES}; that of
 *     a link is empty, and that of the rules a {@link RulesDocument}
 */
public record AccessRow(Kind kind, String id, String key, byte[] source) {

    /** What a row describes. */
    public enum Kind {
        /** The access control list of the cell itself. */
        RULES(""),
        /** An account, by its name. */
        ACCOUNT("Account"),
        /** A role. */
        ROLE("Role"),
        /** A box. */
        BOX("Box"),
        /** That an account and a role are linked. */
        LINK("link");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    static AccessRow of(Kind kind, StoredEntity entity) {
        return new AccessRow(kind, entity.id(), entity.key(), entity.source());
    }

    StoredEntity entity() {
        return new StoredEntity(kind.type, id, key, source);
    }
}
