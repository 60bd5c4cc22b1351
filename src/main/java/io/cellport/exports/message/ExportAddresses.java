package io.cellport.exports.message;

/** The event-bus addresses of exports. Stateless. */
public final class ExportAddresses {

    /** Request {@link StartExport}, reply {@link ExportAccepted}; served by this node's exporter only. */
    public static final String START = "cellport.export.start";

    /** Request {@link CancelExport}, reply {@link ExportAccepted} of the run; served by this node's exporter only. */
    public static final String CANCEL = "cellport.export.cancel";

    /** Publish {@link ExportProgress}; received by the tracker of every node. */
    public static final String PROGRESS = "cellport.export.progress";

    /**
     * Request {@link io.cellport.imports.message.StatusQuery}, reply {@link ExportStatus}; served by this node's
     * tracker only.
     */
    public static final String STATUS = "cellport.export.status";

    /** Request {@link ExportRunsQuery}, reply {@link ExportRunList}; served by this node's tracker only. */
    public static final String RUNS = "cellport.export.runs";

    private ExportAddresses() {}
}
