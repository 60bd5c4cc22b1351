package io.cellport.exports.message;

/** Asks the exporter to cancel the active export of a cell. */
public record CancelExport(String requestKey, String cellId) {}
