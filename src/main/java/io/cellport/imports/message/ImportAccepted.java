package io.cellport.imports.message;

/** The run stands in the journal: from here on no status says {@code ready} for it. */
public record ImportAccepted(String importId) {}
