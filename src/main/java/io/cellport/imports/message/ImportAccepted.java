package io.cellport.imports.message;

/** The run is in the journal: from now on the cell's status is not {@code ready} until the run has ended. */
public record ImportAccepted(String importId) {}
