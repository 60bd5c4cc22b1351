package io.cellport.metric;

import java.util.List;
import java.util.Locale;

/** Everything that a unit measures of itself, beside what any JVM does. {@code docs/monitoring.md} shows the same. */
public enum Metric {
    BUILD(Kind.GAUGE, "cellport.build.info", "Always 1; the label is the version of Cellport.", "version"),

    IMPORTS(Kind.GAUGE, "cellport.imports", "Imports of this node: `running`, or `queued` for a thread.", "state"),
    IMPORTS_ENDED(
            Kind.COUNTER,
            "cellport.imports.ended",
            "Imports and dry runs: `completed`, `failed` with the code of an error, or `cancelled`.",
            "end",
            "code"),
    IMPORT_ENTRIES(Kind.COUNTER, "cellport.import.entries", "Entries and files that imports have stored."),
    IMPORT_BYTES(Kind.COUNTER, "cellport.import.bytes", "Uncompressed bytes of snapshots that imports have stored."),

    EXPORTS(Kind.GAUGE, "cellport.exports", "Exports of this node: `running`, or `queued` for a thread.", "state"),
    EXPORTS_ENDED(
            Kind.COUNTER,
            "cellport.exports.ended",
            "Exports: `completed`, `failed` with the code of an error, or `cancelled`.",
            "end",
            "code"),
    EXPORT_BYTES(Kind.COUNTER, "cellport.export.bytes", "Uncompressed bytes of cells that exports have read."),

    POLL(
            Kind.TIMER,
            "cellport.poll.seconds",
            "From the head of a poll to the end of its answer, unless it asks to be held."),
    POLLS_HELD(Kind.GAUGE, "cellport.polls.held", "Polls that wait for something new."),
    REQUESTS(
            Kind.COUNTER,
            "cellport.requests",
            "Requests that have ended: `2xx` and so on, or `aborted` by the client; `none` without a route.",
            "method",
            "resource",
            "status"),
    CONNECTIONS(Kind.GAUGE, "cellport.connections.open", "Connections of clients."),
    SNAPSHOT_BYTES(
            Kind.COUNTER, "cellport.snapshot.bytes", "Bytes of snapshot files: `upload` or `download`.", "direction"),

    POOL_ACTIVE(Kind.GAUGE, "cellport.pool.active", "Threads of a pool that are at work.", "pool"),
    POOL_WAITING(Kind.GAUGE, "cellport.pool.waiting", "Calls that wait for a thread of a pool.", "pool"),
    POOL_REFUSED(
            Kind.COUNTER, "cellport.pool.refused", "Calls that a pool has refused because its queue was full.", "pool"),
    LOOP_LAG(
            Kind.GAUGE,
            "cellport.event.loop.lag.seconds",
            "How late an event loop was at worst in the last minute, or is now.",
            "loop"),

    EPOCH_READ(Kind.TIMER, "cellport.epoch.read.seconds", "Cluster: how long reads of the epoch took."),
    EPOCH_READ_FAILURES(Kind.COUNTER, "cellport.epoch.read.failures", "Cluster: reads of the epoch that failed."),
    RUNS_CLAIMED(Kind.COUNTER, "cellport.runs.claimed", "Cluster: runs that this node has taken to execute them."),
    RUNS_TAKEN_OVER(
            Kind.COUNTER, "cellport.runs.taken.over", "Cluster: of these, runs that had lost their process before."),
    RUNS_LOST(
            Kind.COUNTER,
            "cellport.runs.lost",
            "Attempts that stopped because their run was ended, or taken over by another node."),
    BLOB_BYTES(Kind.COUNTER, "cellport.blob.bytes", "Cluster: bytes of shared blobs: `up` or `down`.", "direction");

    /** What becomes of the numbers. */
    public enum Kind {
        GAUGE,
        COUNTER,
        TIMER
    }

    private final Kind kind;

    private final String name;

    private final String meaning;

    /** With spaces between them. */
    private final String labels;

    Metric(Kind kind, String name, String meaning, String... labels) {
        this.kind = kind;
        this.name = name;
        this.meaning = meaning;
        this.labels = String.join(" ", labels);
    }

    public Kind kind() {
        return kind;
    }

    /** Words with dots between them. */
    public String dottedName() {
        return name;
    }

    /** The name that is shown; a timer shows several that begin with it. */
    public String shownName() {
        return name.replace('.', '_') + (kind == Kind.COUNTER ? "_total" : "");
    }

    public String kindName() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** One sentence for people. */
    public String meaning() {
        return meaning;
    }

    /** The names of its labels. */
    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(" "));
    }
}
