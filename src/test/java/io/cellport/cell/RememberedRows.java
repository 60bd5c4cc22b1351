package io.cellport.cell;

import io.cellport.cell.extract.AccessExtract;
import io.cellport.cell.extract.AccessRow;
import io.cellport.cell.extract.AccessRow.Kind;
import io.cellport.cell.extract.AccessRows;
import io.cellport.cell.generation.CellGeneration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rows of an extract in memory.
 *
 * @param rows all rows in the order of the extract
 */
public record RememberedRows(List<AccessRow> rows) implements AccessRows {

    public static RememberedRows of(CellGeneration sealed) {
        List<AccessRow> rows = new ArrayList<>();
        new AccessExtract(sealed).forEach(rows::add);
        return new RememberedRows(rows);
    }

    private Stream<AccessRow> rows(Kind kind, Predicate<AccessRow> condition) {
        return rows.stream().filter(row -> row.kind() == kind).filter(condition);
    }

    @Override
    public Optional<AccessRow> find(Kind kind, String key) {
        return rows(kind, row -> row.key().equals(key)).findAny();
    }

    @Override
    public void forEach(Kind kind, Consumer<AccessRow> consumer) {
        rows(kind, row -> true).forEach(consumer);
    }

    @Override
    public void forEach(Kind kind, Collection<String> ids, Consumer<AccessRow> consumer) {
        Set<String> asked = Set.copyOf(ids);
        rows(kind, row -> asked.contains(row.id())).forEach(consumer);
    }

    @Override
    public boolean hasAny(Kind kind, Collection<String> keys) {
        Set<String> asked = Set.copyOf(keys);
        return rows(kind, row -> asked.contains(row.key())).findAny().isPresent();
    }
}
