package io.cellport.odata.rows;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.StoredEntity;
import io.cellport.odata.model.RowSource;
import java.util.List;
import java.util.Optional;

/**
 * Finds rows by the keys under which contents store them: the name, and before it the id of what the name is unique in,
 * with a tab between them. Stateless.
 */
final class RowKey {

    private RowKey() {}

    /**
     * Finds a row of user data, or of a set of the cell.
     *
     * @param key the name; then the key of the parent, for sets whose names are unique within one
     */
    static Optional<StoredEntity> find(CellGeneration generation, RowSource rows, List<Optional<String>> key) {
        Optional<String> name = key.get(0);
        Optional<String> scope = rows instanceof RowSource.OfEntityType type
                ? Optional.of(type.entityType() + '\t')
                : scope(generation, rows.type(), key.subList(1, key.size()));
        return name.isEmpty() || scope.isEmpty()
                ? Optional.empty()
                : generation.entity(rows.type(), scope.get() + name.get());
    }

    /** What stands before the name; empty if there is no such parent. */
    private static Optional<String> scope(CellGeneration generation, String type, List<Optional<String>> parentKey) {
        if (parentKey.isEmpty()) {
            return Optional.of("");
        }
        if (parentKey.stream().allMatch(Optional::isEmpty)) {
            return Optional.of("\t");
        }
        String parent = type.equals("ExtRole") ? "Relation" : "Box";
        return find(generation, new RowSource.OfCell(parent), parentKey).map(found -> found.id() + '\t');
    }
}
