package io.cellport.imports.importer;

import io.cellport.cell.CellStore;
import io.cellport.cell.generation.GenerationDamage;
import io.cellport.cell.generation.GenerationId;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.Journal;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals and publishes that the content of a cell is lost or damaged, so that the cell's status is not {@code ready}
 * until an import has repaired it. Blocks; safe for several threads.
 */
final class DamageReport {

    private static final Logger LOG = LoggerFactory.getLogger(DamageReport.class);

    private final CellStore store;
    private final Journal journal;
    private final ProgressPublisher publisher;

    DamageReport(CellStore store, Journal journal, ProgressPublisher publisher) {
        this.store = store;
        this.journal = journal;
        this.publisher = publisher;
    }

    /**
     * Checks the content of every cell and records damage. Call it before any request is answered; throws if it fails.
     */
    void recordAll() {
        for (Map.Entry<GenerationId, GenerationDamage> damaged : store.damaged().entrySet()) {
            GenerationId id = damaged.getKey();
            LOG.error("generation {} of cell {} {}", id.number(), id.cellId(), damaged.getValue());
            recordFailure(id);
        }
    }

    private void recordFailure(GenerationId damaged) {
        Optional<ImportState> failed = journal.contentDamaged(damaged);
        failed.ifPresent(state -> {
            ImportRun run = state.run();
            LOG.error("cell {} has lost its content: import {} counts as failed", run.cellName(), run.importId());
            publisher.publish(state);
        });
    }

    /** Records damage that a reader found. */
    Void record(GenerationId damaged) {
        try {
            recordFailure(damaged);
        } catch (RuntimeException e) {
            // The next reader reports it again, and so does the next start.
            LOG.error("damage to the content of cell {} could not be recorded", damaged.cellId(), e);
        }
        return null;
    }
}
