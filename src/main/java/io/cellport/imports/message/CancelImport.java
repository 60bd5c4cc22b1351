package io.cellport.imports.message;

/** Asks the importer to cancel whatever import into the cell is active. */
public record CancelImport(String requestKey, String cellId) {}
