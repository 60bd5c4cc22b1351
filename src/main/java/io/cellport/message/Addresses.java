package io.cellport.message;

/** Every event-bus address of Cellport. */
public final class Addresses {

    /** Request {@link StartImport}, reply {@link ImportAccepted}; served by an importer. */
    public static final String IMPORT_START = "cellport.import.start";

    /** Publish {@link ImportProgress}; heard by the tracker of every node. */
    public static final String IMPORT_PROGRESS = "cellport.import.progress";

    /** Request {@link StatusQuery}, reply {@link ImportStatus}; served by this node's tracker only. */
    public static final String IMPORT_STATUS = "cellport.import.status";

    private Addresses() {}
}
