package io.cellport.cell;

import static io.cellport.storage.Statements.exists;
import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;
import static io.cellport.storage.Statements.update;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The write lock of a cell: a row for as long as one long operation has the cell. It is taken and released in the
 * transaction that begins and ends the operation, and whoever changes the cell asks for it in the transaction of the
 * change. Stateless; blocks.
 */
public final class CellLock {

    /** What can have a cell; the text is what {@code PR409-CM-0002} calls it. */
    public enum Operation {
        /** An import, dry or not. */
        IMPORT("cell import");

        private final String text;

        Operation(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private CellLock() {}

    /** Throws {@code PR409-CM-0002}, which names the operation, if one has the cell. */
    public static void refuseWrite(Connection connection, String cellId) throws SQLException {
        Optional<String> operation = operation(connection, cellId);
        if (operation.isPresent()) {
            throw ApiException.of(ErrorCode.PR409_CM_0002, text(operation.get()));
        }
    }

    private static Optional<String> operation(Connection connection, String cellId) throws SQLException {
        return first(connection, "SELECT operation FROM cell_lock WHERE cell_id = ?", row -> row.getString(1), cellId);
    }

    /** Damage may have left a name that is none; until a start has removed it, it locks like any other. */
    private static String text(String name) {
        return known(name).map(Operation::text).orElse(name);
    }

    private static Optional<Operation> known(String name) {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.name().equals(name))
                .findFirst();
    }

    /**
     * Who has a cell.
     *
     * @param run the number of the run
     * @param blob the name of a blob of the cell that the run reads; null if it reads none
     */
    public record Holder(long run, @Nullable String blob) {}

    /** Gives the cell to a run; throws {@code PR409-CM-0002} if it is taken. */
    public static void take(Connection connection, String cellId, Operation operation, Holder holder)
            throws SQLException {
        refuseWrite(connection, cellId);
        update(
                connection,
                "INSERT INTO cell_lock(cell_id, operation, run, blob) VALUES(?, ?, ?, ?)",
                cellId,
                operation.name(),
                holder.run(),
                holder.blob());
    }

    /** Ends what {@link #take} began; nothing if the run has no cell. */
    public static void release(Connection connection, Operation operation, long run) throws SQLException {
        update(connection, "DELETE FROM cell_lock WHERE operation = ? AND run = ?", operation.name(), run);
    }

    /** Whether a run that has the cell reads that blob of it. */
    public static boolean needs(Connection connection, String cellId, String blob) throws SQLException {
        return exists(connection, "SELECT 1 FROM cell_lock WHERE cell_id = ? AND blob = ?", cellId, blob);
    }

    /** Who has each cell that the operation has. */
    public static Map<String, Holder> holders(Connection connection, Operation operation) throws SQLException {
        String sql = "SELECT cell_id, run, blob FROM cell_lock WHERE operation = ?";
        return holders(connection, sql, operation.name());
    }

    /** The same by a query of its own for cell, run and blob. */
    public static Map<String, Holder> holders(Connection connection, String sql, Object... parameters)
            throws SQLException {
        return query(
                        connection,
                        sql,
                        row -> Map.entry(row.getString(1), new Holder(row.getLong(2), row.getString(3))),
                        parameters)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Makes these the only cells that the operation has, and removes what no operation can have written. */
    public static void replace(Connection connection, Operation operation, Map<String, Holder> holders)
            throws SQLException {
        for (String name : names(connection)) {
            if (known(name).map(operation::equals).orElse(true)) {
                update(connection, "DELETE FROM cell_lock WHERE operation = ?", name);
            }
        }
        for (Map.Entry<String, Holder> holder : holders.entrySet()) {
            take(connection, holder.getKey(), operation, holder.getValue());
        }
    }

    /** Whether there is a lock of an operation that there is not: the name is damaged. */
    public static boolean hasUnknown(Connection connection) throws SQLException {
        return names(connection).stream().anyMatch(name -> known(name).isEmpty());
    }

    private static List<String> names(Connection connection) throws SQLException {
        return query(connection, "SELECT DISTINCT operation FROM cell_lock", row -> row.getString(1));
    }
}
