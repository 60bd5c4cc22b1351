package io.cellport.importer;

import io.cellport.message.ApiException;
import io.cellport.message.CancelImport;
import io.cellport.message.ErrorCode;
import io.cellport.message.ImportAccepted;
import io.cellport.message.StartImport;
import io.cellport.snapshot.SnapshotArchive;
import io.cellport.snapshot.StoredSnapshot;
import io.cellport.tracker.ImportState.Accepted;
import io.cellport.tracker.ImportState.Active;
import io.cellport.tracker.Journal;
import io.cellport.tracker.Journal.NewImport;
import io.cellport.worker.MemoryShare;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which imports begin and which are called off. Blocks; safe for several threads. */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** How long a request waits for memory, well below the time after which nobody waits for its answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Journal journal;
    private final ImporterContext context;
    private final RunPool runs;

    Admission(Journal journal, ImporterContext context, RunPool runs) {
        this.journal = journal;
        this.context = context;
        this.runs = runs;
    }

    /**
     * Checks the snapshot, journals the run, and only then lets it wait for a thread.
     *
     * @throws ApiException with the code that the client is answered with; then nothing has begun
     */
    ImportAccepted start(StartImport request) {
        StoredSnapshot stored = context.snapshot(request.cellId(), request.snapshot());
        long ignoredEntries;
        try (MemoryShare memory = context.memory(PATIENCE);
                SnapshotArchive archive = context.open(stored, memory)) {
            context.requireSpaceFor(archive);
            ignoredEntries = archive.ignoredEntryCount();
        }
        Accepted accepted = journal.accept(new NewImport(
                request.cellId(),
                request.cellName(),
                request.snapshot(),
                stored.sha256(),
                request.validateOnly(),
                request.startedBy(),
                ignoredEntries));
        context.reporter().tell(accepted);
        runs.submit(new RunExecution(context, accepted));
        LOG.info("[{}] import {} accepted", request.requestKey(), accepted.run().importId());
        return new ImportAccepted(accepted.run().importId());
    }

    /**
     * Calls off the active run of a cell, which ends within two seconds.
     *
     * @throws ApiException {@code PR404-CM-0001} if there is none, {@code PR409-CM-0003} if it is too late
     */
    ImportAccepted cancel(CancelImport request) {
        Active active = journal.active(request.cellId()).orElseThrow(ErrorCode.PR404_CM_0001::exception);
        String importId = active.run().importId();
        RunExecution execution = runs.find(importId).orElseThrow(ErrorCode.PR409_CM_0003::exception);
        if (!execution.cancel()) {
            throw ErrorCode.PR409_CM_0003.exception();
        }
        LOG.info("[{}] import {} is called off", request.requestKey(), importId);
        return new ImportAccepted(importId);
    }
}
