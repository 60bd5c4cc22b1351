package io.cellport.imports.journal;

import static io.cellport.storage.Statements.update;

import io.cellport.storage.UnitDatabase;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs damaged rows of the journal when a unit starts: each becomes a failed run that decides the status of its
 * cell, because it may have been one that does. If it stayed as it is, a query might pass it over. Blocks; stateless.
 */
final class JournalRepair {

    private static final Logger LOG = LoggerFactory.getLogger(JournalRepair.class);

    private static final String FAIL = "UPDATE import_run SET state = 'Failed', validate_only = 0, finished_at = ?,"
            + " error_code = ?, error_text = ?, error_entry = NULL, error_line = NULL, summary = NULL WHERE number = ?";

    private JournalRepair() {}

    static void run(UnitDatabase unit, Instant now) {
        List<Long> damaged = unit.read("check journal", SealedRow.CHECKSUM::damaged);
        if (!damaged.isEmpty()) {
            LOG.error("{} records of imports are damaged and count as failed", damaged.size());
            unit.changeOnReserve("repair journal", connection -> {
                for (long number : damaged) {
                    update(
                            connection,
                            FAIL,
                            now.toEpochMilli(),
                            JournalRow.DAMAGED.code().name(),
                            JournalRow.DAMAGED.text(),
                            number);
                    SealedRow.CHECKSUM.seal(connection, number);
                }
            });
        }
    }
}
