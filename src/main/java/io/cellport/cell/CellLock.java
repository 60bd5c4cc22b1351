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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The write lock of a cell: a row that exists while one long operation holds the cell. The transaction that begins the
 * operation takes the lock, and the one that ends it releases the lock. Every other change of the cell checks the lock
 * in its own transaction. Blocks; stateless.
 */
public final class CellLock {

    /** The operations that can hold a cell; the text is the name in {@code PR409-CM-0002}. */
    public enum Operation {
        /** An import, also a dry run. */
        IMPORT("cell import"),
        /** An export. */
        EXPORT("cell export");

        private final String text;

        Operation(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * The condition on a row that its operation is none. Compared by the database, because a damaged name need not be
     * text that Java can hand back to it.
     */
    private static final String IS_UNKNOWN = Arrays.stream(Operation.values())
            .map(operation -> "'" + operation.name() + "'")
            .collect(Collectors.joining(", ", "operation NOT IN (", ")"));

    private CellLock() {}

    /** Throws {@code PR409-CM-0002}, which names the operation, if an operation holds the cell. */
    public static void refuseWrite(Connection connection, String cellId) throws SQLException {
        Optional<String> operation = operation(connection, cellId);
        if (operation.isPresent()) {
            throw ApiException.of(ErrorCode.PR409_CM_0002, text(operation.get()));
        }
    }

    private static Optional<String> operation(Connection connection, String cellId) throws SQLException {
        return first(connection, "SELECT operation FROM cell_lock WHERE cell_id = ?", row -> row.getString(1), cellId);
    }

    /** After damage the name may be unknown; such a lock counts until a start removes it. */
    private static String text(String name) {
        return known(name).map(Operation::text).orElse(name);
    }

    private static Optional<Operation> known(String name) {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.name().equals(name))
                .findFirst();
    }

    /**
     * The run that holds a cell.
     *
     * @param run the number of the run
     * @param blob the name of a blob of the cell that the run reads; null if it reads none
     */
    public record Holder(long run, @Nullable String blob) {}

    /** Takes the lock for a run; throws {@code PR409-CM-0002} if it is taken already. */
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

    /** Releases the lock of a run; does nothing if the run has none. */
    public static void release(Connection connection, Operation operation, long run) throws SQLException {
        update(connection, "DELETE FROM cell_lock WHERE operation = ? AND run = ?", operation.name(), run);
    }

    /** Whether the run that holds the cell reads this blob. */
    public static boolean needs(Connection connection, String cellId, String blob) throws SQLException {
        return exists(connection, "SELECT 1 FROM cell_lock WHERE cell_id = ? AND blob = ?", cellId, blob);
    }

    /** The holders of an operation's locks, by cell id. */
    public static Map<String, Holder> holders(Connection connection, Operation operation) throws SQLException {
        String sql = "SELECT cell_id, run, blob FROM cell_lock WHERE operation = ?";
        return holders(connection, sql, operation.name());
    }

    /** Holders by cell id, from another query that selects cell id, run and blob. */
    public static Map<String, Holder> holders(Connection connection, String sql, Object... parameters)
            throws SQLException {
        return query(
                        connection,
                        sql,
                        row -> Map.entry(row.getString(1), new Holder(row.getLong(2), row.getString(3))),
                        parameters)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (earlier, later) -> later));
    }

    /** Makes these the only locks of the operation, and removes the locks of unknown operations. */
    public static void replace(Connection connection, Operation operation, Map<String, Holder> holders)
            throws SQLException {
        update(connection, "DELETE FROM cell_lock WHERE operation = ? OR " + IS_UNKNOWN, operation.name());
        for (Map.Entry<String, Holder> holder : holders.entrySet()) {
            take(connection, holder.getKey(), operation, holder.getValue());
        }
    }

    /** Whether there is a lock of an unknown operation, whose name must be damaged. */
    public static boolean hasUnknown(Connection connection) throws SQLException {
        return exists(connection, "SELECT 1 FROM cell_lock WHERE " + IS_UNKNOWN);
    }
}
