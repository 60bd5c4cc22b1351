package io.cellport.exports.message;

/**
 * The export is in the journal.
 *
 * @param name name of the snapshot without {@code .zip}
 */
public record ExportAccepted(String exportId, String name) {}
