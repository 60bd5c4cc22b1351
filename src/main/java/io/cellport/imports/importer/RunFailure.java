package io.cellport.imports.importer;

import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.error.FailureReason;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.loader.EntryFailedException;
import io.cellport.storage.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns an exception during a run into the error for the client and the line for the log. Stateless. */
final class RunFailure {

    private static final Logger LOG = LoggerFactory.getLogger(RunFailure.class);

    /** Made in advance, because there may be no memory left when it is needed. */
    private static final ImportFailure SERVER = ImportFailure.of(ApiError.of(ErrorCode.PR500_MC_0004));

    private static final ImportFailure STORE =
            ImportFailure.of(ApiError.of(ErrorCode.PR500_CM_0002, "store cell content"));

    private RunFailure() {}

    static ImportFailure of(Throwable thrown) {
        if (thrown instanceof EntryFailedException entry) {
            return entry.failure();
        }
        if (thrown instanceof ApiException known) {
            return ImportFailure.of(known.error());
        }
        return thrown instanceof StoreException ? STORE : SERVER;
    }

    /** Whether a part of the server is out of reach, which says nothing about the run. */
    static boolean isTemporary(Throwable thrown) {
        return of(thrown).error().code() == ErrorCode.PR503_SV_0002;
    }

    /** Whether the fault is the server's, not the snapshot's. */
    static boolean isServerFault(ImportFailure failure) {
        return failure.error().code().status() >= 500;
    }

    /** Logs why an attempt ended whose run was another process's by then: that may be all the reason. */
    static void logLost(ImportRun run, Throwable thrown) {
        LOG.warn(
                "import {} into {} ended here when it was lost: {}",
                run.importId(),
                run.cellName(),
                FailureReason.words(thrown));
    }

    /** Logs what the failure itself does not contain. */
    static void log(ImportRun run, Throwable thrown) {
        boolean isDefect = !(thrown instanceof EntryFailedException || thrown instanceof ApiException);
        if (isDefect) {
            LOG.error(
                    "import {} into {} failed: {}",
                    run.importId(),
                    run.cellName(),
                    thrown.getClass().getSimpleName(),
                    thrown);
        } else if (thrown.getCause() != null) {
            LOG.warn("import {} into {}: {}", run.importId(), run.cellName(), FailureReason.words(thrown));
        }
    }
}
