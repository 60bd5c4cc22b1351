package io.cellport.cell;

import static io.cellport.storage.Statements.first;

import io.cellport.cell.generation.GenerationDamage;
import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.GenerationSeal;
import io.cellport.storage.Finding;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import io.cellport.storage.UnitDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares all bytes of the current content of cells with their seals. It is for a data directory that no server uses,
 * and changes nothing. Blocks; immutable.
 */
public final class GenerationAudit {

    private final CellStore cells;
    private final Path data;
    private final UnitDatabase unit;
    private final Sqlite sqlite;

    public GenerationAudit(CellStore cells, Path data, UnitDatabase unit, Sqlite sqlite) {
        this.cells = cells;
        this.data = data;
        this.unit = unit;
        this.sqlite = sqlite;
    }

    /** Checks the content of every cell that has content, and reports a finding for each. */
    public void run(Consumer<Finding> findings) {
        for (Cell cell : cells.list()) {
            cells.currentNumber(cell.id()).ifPresent(number -> {
                String what = "content of cell %s (import %d)".formatted(cell.name(), number);
                findings.accept(new Finding(what, problem(new GenerationId(cell.id(), number))));
            });
        }
    }

    private Optional<String> problem(GenerationId id) {
        Path file = data.resolve("cells").resolve(id.cellId()).resolve(id.number() + ".db");
        Optional<GenerationSeal> seal = unit.read("find seal", connection -> GenerationSeal.find(connection, id));
        Optional<GenerationDamage> damage = GenerationDamage.of(file, seal);
        if (damage.isEmpty() && seal.isPresent() && !seal.get().isOf(file, () -> {})) {
            damage = Optional.of(GenerationDamage.CONTENT);
        }
        return damage.map(GenerationDamage::toString).or(() -> unsound(file));
    }

    private Optional<String> unsound(Path file) {
        try (Connection connection = sqlite.openSealed(file)) {
            Optional<String> found = first(connection, "PRAGMA integrity_check(1)", row -> row.getString(1));
            return found.equals(Optional.of("ok")) ? Optional.empty() : Optional.of("is not sound");
        } catch (SQLException e) {
            if (GenerationDamage.isDamage(e)) {
                return Optional.of("is not sound");
            }
            throw new StoreException("check generation", e);
        }
    }
}
