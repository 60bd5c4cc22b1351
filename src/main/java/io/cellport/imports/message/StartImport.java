package io.cellport.imports.message;

/**
 * Asks an importer to validate a snapshot and accept a run.
 *
 * @param requestKey key of the HTTP request, for log lines
 * @param cellId the target cell
 * @param cellName its name at the time of the request
 * @param snapshot the name of the snapshot without {@code .zip}
 * @param validateOnly whether to do everything but the activation
 * @param startedBy the subject of the caller's token
 */
public record StartImport(
        String requestKey, String cellId, String cellName, String snapshot, boolean validateOnly, String startedBy) {}
