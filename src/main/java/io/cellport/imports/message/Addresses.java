package io.cellport.imports.message;

/** All event-bus addresses of Cellport. Stateless. */
public final class Addresses {

    /** Request {@link StartImport}, reply {@link ImportAccepted}; served by this node's importer only. */
    public static final String IMPORT_START = "cellport.import.start";

    /**
     * Request {@link CancelImport}, reply {@link ImportAccepted} of the run that is cancelled; served by this node's
     * importer only.
     */
    public static final String IMPORT_CANCEL = "cellport.import.cancel";

    /** Publish {@link ImportProgress}; received by the tracker of every node. */
    public static final String IMPORT_PROGRESS = "cellport.import.progress";

    /** Request {@link StatusQuery}, reply {@link ImportStatus}; served by this node's tracker only. */
    public static final String IMPORT_STATUS = "cellport.import.status";

    /** Request {@link StatusesQuery}, reply {@link StatusList}; served by this node's tracker only. */
    public static final String IMPORT_STATUSES = "cellport.import.statuses";

    /** Request {@link RunsQuery}, reply {@link RunList}; served by this node's tracker only. */
    public static final String IMPORT_RUNS = "cellport.import.runs";

    private Addresses() {}
}
