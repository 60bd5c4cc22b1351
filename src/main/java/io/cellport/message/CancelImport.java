package io.cellport.message;

/** Asks the importer to call off whatever import into the cell is active. */
public record CancelImport(String requestKey, String cellId) {}
