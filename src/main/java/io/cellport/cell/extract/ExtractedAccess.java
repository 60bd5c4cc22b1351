package io.cellport.cell.extract;

import io.cellport.cell.extract.AccessRow.Kind;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.AccessRules;
import io.cellport.cell.generation.LinkKeys;
import io.cellport.cell.generation.StoredEntity;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers from the rows of an {@link AccessExtract} as the generation itself does. Closing it does nothing. Blocks;
 * safe for several threads.
 *
 * @param number the number of the generation
 */
public record ExtractedAccess(long number, AccessRows rows) implements AccessContent {

    @Override
    public Optional<StoredEntity> account(String name) {
        return rows.find(Kind.ACCOUNT, name).map(AccessRow::entity);
    }

    @Override
    public void accounts(Consumer<StoredEntity> consumer) {
        rows.forEach(Kind.ACCOUNT, row -> consumer.accept(row.entity()));
    }

    @Override
    public void roles(Collection<String> ids, Consumer<StoredEntity> consumer) {
        rows.forEach(Kind.ROLE, ids, row -> consumer.accept(row.entity()));
    }

    @Override
    public void boxes(Collection<String> ids, Consumer<StoredEntity> consumer) {
        rows.forEach(Kind.BOX, ids, row -> consumer.accept(row.entity()));
    }

    @Override
    public boolean holdsAny(String accountId, Collection<String> roleIds) {
        return rows.hasAny(Kind.LINK, LinkKeys.between("Account", accountId, "Role", roleIds));
    }

    @Override
    public Optional<AccessRules> rules() throws AccessRules.TooLongException {
        Optional<AccessRow> row = rows.find(Kind.RULES, "");
        return row.isEmpty()
                ? Optional.empty()
                : Optional.of(RulesDocument.read(row.get().source()));
    }

    @Override
    public void close() {}
}
