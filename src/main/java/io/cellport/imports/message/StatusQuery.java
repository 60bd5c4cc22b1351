package io.cellport.imports.message;

/**
 * Asks the tracker how the import into a cell stands.
 *
 * @param askedAt when the client asked, by {@link System#nanoTime} of this process: the answer includes what was
 *     changed before
 */
public record StatusQuery(String requestKey, String cellId, long askedAt) {}
