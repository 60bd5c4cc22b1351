package io.cellport.imports.message;

/** Asks the tracker how the import into a cell stands. */
public record StatusQuery(String requestKey, String cellId) {}
