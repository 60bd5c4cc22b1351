package io.cellport.imports.journal;

import io.cellport.imports.journal.Journal.RunRecord;
import io.cellport.storage.RowChecksum;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of the journal with a checksum each, as an embedded unit stores them. Blocks; stateless. */
final class SealedRow {

    static final RowChecksum CHECKSUM = new RowChecksum("import_run", "number");

    private SealedRow() {}

    /** The state of the current row of {@link JournalRow#SELECT}. */
    static ImportState state(ResultSet row) throws SQLException {
        return RowChecksum.holds(row)
                ? JournalRow.state(row)
                : JournalRow.failed(row, ImportFailure.of(JournalRow.DAMAGED));
    }

    static RunRecord record(ResultSet row, long readAt) throws SQLException {
        return JournalRow.record(row, state(row), readAt);
    }
}
