package io.cellport.imports.importer;

import io.cellport.blob.BlobReader;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.imports.journal.SnapshotChangedException;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.StartImport;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.snapshot.zip.SnapshotArchive;
import io.cellport.worker.MemoryShare;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which imports begin; this takes as long as checking the snapshot. Blocks; safe for several threads. */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** How long a request waits for memory: well below the time after which its client gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** If a snapshot is replaced this often while it is examined, the request is refused. */
    private static final int MAX_EXAMINATIONS = 3;

    private final ImporterContext context;
    private final Dispatch runs;

    Admission(ImporterContext context, Dispatch runs) {
        this.context = context;
        this.runs = runs;
    }

    /**
     * Checks the snapshot, journals the run, and then queues it.
     *
     * @throws io.cellport.error.ApiException with the code for the client; then no run was accepted, and none will be:
     *     {@code PR503-SV-0001} if the ticket was given up, {@code PR503-DV-0001} if the snapshot was replaced again
     *     and again
     */
    ImportAccepted start(StartImport request, StoredSnapshot stored, AdmissionTicket ticket) {
        if (!ticket.begin()) {
            throw ApiException.of(ErrorCode.PR503_SV_0001);
        }
        try {
            return accepted(request, stored, ticket);
        } finally {
            ticket.end();
        }
    }

    /** Accepts exactly the bytes that were examined: if the snapshot was replaced meanwhile, it is examined again. */
    private ImportAccepted accepted(StartImport request, StoredSnapshot found, AdmissionTicket ticket) {
        StoredSnapshot stored = found;
        for (int examined = 0; examined < MAX_EXAMINATIONS; examined++) {
            Optional<BlobReader> bytes = context.snapshots().open(stored.blob().id());
            try {
                if (bytes.isPresent()) {
                    return accepted(request, stored, ticket, ignoredEntries(bytes.get()));
                }
            } catch (SnapshotChangedException changed) {
                ticket.reopen();
            }
            StoredSnapshot present = context.snapshot(request.cellId(), request.snapshot());
            if (bytes.isEmpty() && present.equals(stored)) {
                throw ApiException.of(ErrorCode.PR500_CM_0002, "read snapshot file");
            }
            stored = present;
        }
        throw ApiException.of(ErrorCode.PR503_DV_0001);
    }

    private long ignoredEntries(BlobReader bytes) {
        try (MemoryShare memory = context.memory(PATIENCE);
                SnapshotArchive archive = SnapshotArchive.open(bytes, context.limits(), memory)) {
            context.requireSpaceFor(archive);
            return archive.ignoredEntryCount();
        }
    }

    private ImportAccepted accepted(
            StartImport request, StoredSnapshot stored, AdmissionTicket ticket, long ignoredEntries) {
        if (!runs.reserve()) {
            throw ApiException.of(ErrorCode.PR503_SV_0001);
        }
        Accepted accepted = null;
        try {
            if (!ticket.decide()) {
                throw ApiException.of(ErrorCode.PR503_SV_0001);
            }
            accepted = context.journal()
                    .accept(new NewImport(
                            request.cellId(),
                            request.cellName(),
                            request.snapshot(),
                            stored.blob(),
                            request.validateOnly(),
                            request.startedBy(),
                            ignoredEntries));
        } finally {
            if (accepted == null) {
                runs.giveBack();
            }
        }
        context.publisher().publish(accepted);
        runs.accepted(accepted);
        LOG.info(
                "[{}] {} {} into {} accepted",
                request.requestKey(),
                request.validateOnly() ? "dry run" : "import",
                accepted.run().importId(),
                request.cellName());
        return new ImportAccepted(accepted.run().importId());
    }
}
