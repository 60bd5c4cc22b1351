package io.cellport.imports.importer;

import io.cellport.imports.journal.DryRun;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Failed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows after the end of a run is journalled: a log line, and deleting leftovers. Blocks; immutable. */
final class RunEnd {

    private static final Logger LOG = LoggerFactory.getLogger(RunEnd.class);

    private final ImporterContext context;
    private final ImportRun run;

    RunEnd(ImporterContext context, ImportRun run) {
        this.context = context;
        this.run = run;
    }

    void failed(Failed end) {
        ImportFailure failure = end.failure();
        String code = failure.error().code().code();
        LOG.warn("{} {} into {} failed with {}{}", kind(), run.importId(), run.cellName(), code, failure.place());
        discard();
    }

    /** A dry run changes no cell, so the log does not call it an import. */
    private String kind() {
        return run.validateOnly() ? "dry run" : "import";
    }

    void completed(Completed end) {
        LOG.info("{} {} of {} into {}: {}", kind(), run.importId(), run.snapshot(), run.cellName(), end.name());
        if (DryRun.replacesContent(run)) {
            delete(() -> context.store().discardOlder(run.cellId(), run.number()));
        } else {
            discard();
        }
    }

    void cancelled() {
        LOG.info("{} {} of {} into {}: cancelled", kind(), run.importId(), run.snapshot(), run.cellName());
        discard();
    }

    void interrupted(ImportState state) {
        LOG.info(
                "{} {} into {} interrupted at {}%",
                kind(), run.importId(), run.cellName(), state.progress().percent());
    }

    /** The run is given back, and goes on where there is room. */
    void withoutRoom() {
        LOG.warn("{} {} into {} finds no room on this node's disk", kind(), run.importId(), run.cellName());
    }

    /** The run has been ended elsewhere, or another attempt owns it. */
    void lost() {
        context.counts().lost();
        LOG.info("{} {} into {} has been ended or taken over", kind(), run.importId(), run.cellName());
        delete(() -> {
            if (context.journal().hasEnded(run.number())) {
                context.store().discard(run.cellId(), run.number());
            }
        });
    }

    /** Deletes only what this run has built: another run may import into the cell by now. */
    private void discard() {
        delete(() -> context.store().discard(run.cellId(), run.number()));
    }

    /** If the deletion fails, the next start deletes; the journalled end stays as it is. */
    private void delete(Runnable deletion) {
        try {
            deletion.run();
        } catch (RuntimeException e) {
            LOG.error("leftovers of import {} into {} could not be deleted", run.importId(), run.cellName(), e);
        }
    }
}
