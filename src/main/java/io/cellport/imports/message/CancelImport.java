package io.cellport.imports.message;

/** Asks the importer to cancel the active import into a cell. */
public record CancelImport(String requestKey, String cellId) {}
