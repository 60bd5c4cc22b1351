package io.cellport.imports.journal;

/**
 * What a dry run ({@code ValidateOnly}) does differently from an import; every rule about it stands here. It is accepted,
 * locks its cell, reads and stores the whole snapshot and seals a generation as an import does. Stateless.
 *
 * <ul>
 *   <li>Its generation never becomes the content of the cell, and is deleted when the run ends.
 *   <li>Neither its progress nor its end decides what {@code GET __import} says of the cell. Clients follow its record, to
 *       which the answer to its start points.
 * </ul>
 */
public final class DryRun {

    /** The condition on a journal row that its run is none. */
    static final String IS_NONE = "NOT validate_only";

    private DryRun() {}

    /** Whether the generation of a run that completes becomes the content of its cell. */
    public static boolean replacesContent(ImportRun run) {
        return !run.validateOnly();
    }

    /** Whether a run decides what is said of its cell. */
    public static boolean decidesStatus(boolean validateOnly) {
        return !validateOnly;
    }
}
