package io.cellport.cell.extract;

import static io.cellport.cell.generation.AccessContent.MOST_BYTES;

import io.cellport.cell.extract.AccessRow.Kind;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.LinkKeys;
import java.util.function.Consumer;

/**
 * What has to be copied out of a sealed generation, so that {@link ExtractedAccess} can answer without it. Blocks; for
 * one thread.
 *
 * @param generation stays open
 */
public record AccessExtract(CellGeneration generation) {

    /** Calls the consumer with each row; accounts, roles and boxes keep the order of import. */
    public void forEach(Consumer<AccessRow> consumer) {
        RulesDocument.of(generation)
                .ifPresent(document -> consumer.accept(new AccessRow(Kind.RULES, "", "", document)));
        generation.accounts(account -> consumer.accept(AccessRow.of(Kind.ACCOUNT, account)));
        generation.entities("Role", MOST_BYTES, role -> consumer.accept(AccessRow.of(Kind.ROLE, role)));
        generation.entities("Box", MOST_BYTES, box -> consumer.accept(AccessRow.of(Kind.BOX, box)));
        links("Account", "Role", consumer);
        links("Role", "Account", consumer);
    }

    private void links(String type1, String type2, Consumer<AccessRow> consumer) {
        generation.linkKeys(type1, key -> {
            if (LinkKeys.canLeadTo(type2, key)) {
                consumer.accept(new AccessRow(Kind.LINK, "", key, new byte[0]));
            }
        });
    }
}
