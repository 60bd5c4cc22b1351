package io.cellport.imports.journal;

import io.cellport.imports.journal.ImportState.Standing;
import io.cellport.imports.journal.Journal.RunRecord;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.tracker.RunViews;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** What must hold of any row that the journal may contain, whatever its columns hold. One thread. */
final class AnyRow {

    private static final String COLUMNS = "number, import_id, cell_id, cell_name, snapshot, snapshot_sha256,"
            + " validate_only, started_by, started_at, attempt, state, done_bytes, total_bytes, done_entries, begun_at,"
            + " recorded_at, finished_at, error_code, error_text, error_entry, error_line, summary, ignored_entries";

    private static final int COLUMN_COUNT = COLUMNS.split(",").length;

    private static final RunViews REPORTING = new RunViews(Duration.ofSeconds(30), false);

    private AnyRow() {}

    /**
     * A row is a state with a percentage, or it cannot be read, which becomes an error with a code.
     *
     * @param text the values, separated by tabs; digits alone are a number, nothing is NULL
     */
    static void read(byte[] text) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE import_run(" + COLUMNS + ", checksum)");
            insert(connection, new String(text, StandardCharsets.UTF_8).split("\t", -1));
            for (long number : SealedRow.CHECKSUM.all(connection)) {
                SealedRow.CHECKSUM.seal(connection, number);
            }
            try (ResultSet row = statement.executeQuery(JournalRow.SELECT)) {
                row.next();
                check(SealedRow.record(row, 0));
            }
        } catch (SQLException unreadable) {
            // What the tracker tells as PR503-SV-0003.
        }
    }

    private static void insert(Connection connection, String[] values) throws SQLException {
        String parameters = "?" + ", ?".repeat(COLUMN_COUNT - 1);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO import_run(" + COLUMNS + ") VALUES(" + parameters + ")")) {
            for (int i = 0; i < COLUMN_COUNT; i++) {
                String value = i < values.length ? values[i] : "";
                boolean isNumber = value.matches("-?\\d{1,18}");
                insert.setObject(i + 1, isNumber ? (Object) Long.valueOf(value) : value.isEmpty() ? null : value);
            }
            insert.executeUpdate();
        }
    }

    private static void check(RunRecord record) {
        if (record.state() instanceof Standing standing) {
            ImportStatus status = standing.status();
            if (status.percent() < 0 || status.percent() > 99) {
                throw new AssertionError(status);
            }
        }
        REPORTING.report(record, Optional.empty());
    }
}
