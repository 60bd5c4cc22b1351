package io.cellport.imports.journal;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.update;

import io.cellport.storage.UnitDatabase;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs damaged rows of the journal: each becomes a failed run that decides the status of its cell, because it may
 * have been one that does. If it stayed as it is, a query might pass it over. Blocks; stateless.
 */
final class JournalRepair {

    private static final Logger LOG = LoggerFactory.getLogger(JournalRepair.class);

    private static final String FAIL = "UPDATE import_run SET state = 'Failed', validate_only = 0, finished_at = ?,"
            + " error_code = ?, error_text = ?, error_entry = NULL, error_line = NULL, summary = NULL WHERE number = ?";

    private static final String ACTIVE = StateNames.among(ImportState.Active.class);

    /**
     * True for rows that a status can depend on: active ones, and those from the newest on that decides if these end.
     */
    private static final String DECIDES = "(" + ACTIVE + " OR number >= coalesce((SELECT max(number) FROM import_run d"
            + " WHERE d.cell_id = import_run.cell_id AND " + Decisive.RUNS + " AND NOT " + ACTIVE + "), 0))";

    /** So many rows are looked at in one query, because others wait for the connection. */
    private static final long SLICE = 1_000;

    private JournalRepair() {}

    /** Repairs every row that a status can depend on. Call it before anybody asks. */
    static void ofDecisiveRows(UnitDatabase unit, Instant now) {
        fail(
                unit,
                unit.read("check journal", connection -> SealedRow.CHECKSUM.damaged(connection, DECIDES)),
                DECIDES,
                now);
    }

    /**
     * Repairs the rows that only tell of the past, while others work with the journal.
     *
     * @param last number of the last row to look at; all of these have been through {@link #ofDecisiveRows}
     * @param enough asked after each slice whether to stop
     */
    static void ofHistory(UnitDatabase unit, long last, BooleanSupplier enough, Instant now) {
        String inSlice = "number > ? AND number <= ? AND NOT " + ACTIVE;
        for (long from = 0; from < last && !enough.getAsBoolean(); from += SLICE) {
            long first = from;
            fail(
                    unit,
                    unit.read(
                            "check journal",
                            connection -> SealedRow.CHECKSUM.damaged(
                                    connection, inSlice, first, Math.min(first + SLICE, last))),
                    "NOT " + ACTIVE,
                    now);
        }
    }

    static long lastNumber(UnitDatabase unit) {
        return unit.read(
                "look at journal",
                connection -> first(
                                connection, "SELECT coalesce(max(number), 0) FROM import_run", row -> row.getLong(1))
                        .orElseThrow());
    }

    /** They may have been changed since they were read, so the transaction looks at them again. */
    private static void fail(UnitDatabase unit, List<Long> damaged, String condition, Instant now) {
        if (damaged.isEmpty()) {
            return;
        }
        LOG.error("{} records of imports are damaged and count as failed", damaged.size());
        unit.changeOnReserve("repair journal", connection -> {
            for (long number : damaged) {
                if (!SealedRow.CHECKSUM
                        .damaged(connection, "number = ? AND " + condition, number)
                        .isEmpty()) {
                    update(
                            connection,
                            FAIL,
                            now.toEpochMilli(),
                            JournalRow.DAMAGED.code().name(),
                            JournalRow.DAMAGED.text(),
                            number);
                    SealedRow.CHECKSUM.seal(connection, number);
                }
            }
        });
    }
}
