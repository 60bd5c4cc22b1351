package io.cellport.store;

import io.cellport.message.ErrorCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The write lock of a cell: whoever changes a cell asks, in the same transaction, whether an import has it. */
public final class ActiveRuns {

    /** What {@code PR409-CM-0002} calls an import. */
    public static final String OPERATION = "cell import";

    private ActiveRuns() {}

    /** Throws {@code PR409-CM-0002} if an import into the cell is active. */
    public static void refuseWrite(Connection connection, String cellId) throws SQLException {
        String sql = "SELECT 1 FROM import_run WHERE cell_id = ?"
                + " AND state IN ('Accepted', 'Importing', 'Activating', 'Interrupted')";
        try (PreparedStatement statement = UnitDatabase.prepare(connection, sql, cellId);
                ResultSet rows = statement.executeQuery()) {
            if (rows.next()) {
                throw ErrorCode.PR409_CM_0002.exception(OPERATION);
            }
        }
    }
}
