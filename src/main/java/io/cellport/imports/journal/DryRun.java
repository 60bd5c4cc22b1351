package io.cellport.imports.journal;

/**
 * All rules for dry runs ({@code ValidateOnly}). A dry run is accepted, locks its cell, reads and stores the whole
 * snapshot and seals a generation as an import does. There are two differences. Stateless.
 *
 * <ul>
 *   <li>Its generation never becomes the content of the cell, and is deleted when the run ends.
 *   <li>Neither its progress nor its end changes the answer of {@code GET __import}. Clients follow the run's record;
 *   the answer to its start has the record's URL.
 * </ul>
 */
public final class DryRun {

    /** The condition that a journal row's run is not a dry run. */
    static final String IS_NONE = "NOT validate_only";

    private DryRun() {}

    /** Whether the generation of a completed run becomes the content of its cell. */
    public static boolean replacesContent(ImportRun run) {
        return !run.validateOnly();
    }

    /** Whether a run can decide the status of its cell. */
    public static boolean decidesStatus(boolean validateOnly) {
        return !validateOnly;
    }
}
