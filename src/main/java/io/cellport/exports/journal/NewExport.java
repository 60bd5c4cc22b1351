package io.cellport.exports.journal;

/**
 * An export that is asked for. Immutable.
 *
 * @param name name of the snapshot without {@code .zip}
 * @param startedBy subject of the caller's token
 */
public record NewExport(String cellId, String cellName, String name, String startedBy) {}
