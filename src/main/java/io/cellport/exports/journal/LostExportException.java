package io.cellport.exports.journal;

/** The export has ended, or another process owns it: the caller must stop working on it and change nothing more. */
public final class LostExportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostExportException(ExportRun run) {
        super("export " + run.exportId() + " has ended or is another process's", null, false, false);
    }
}
