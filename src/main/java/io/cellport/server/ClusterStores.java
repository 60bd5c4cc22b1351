package io.cellport.server;

import io.cellport.auth.key.PostgresKeys;
import io.cellport.auth.key.UnitKeyStore;
import io.cellport.blob.BlobCache;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobTransfers;
import io.cellport.blob.MeasuredBlobStore;
import io.cellport.blob.RemoteBlobStore;
import io.cellport.blob.ledger.BlobLedger;
import io.cellport.blob.ledger.Collector;
import io.cellport.blob.ledger.UnitMarker;
import io.cellport.cell.CellNames;
import io.cellport.cell.CellReplica;
import io.cellport.cell.CellStore;
import io.cellport.cell.NodeStorage;
import io.cellport.cell.PostgresCellStore;
import io.cellport.cell.ReplicatedNames;
import io.cellport.config.ClusterConfig;
import io.cellport.config.UnitConfig;
import io.cellport.exports.journal.ExportJournal;
import io.cellport.exports.journal.PostgresExportJournal;
import io.cellport.imports.importer.ImporterVerticle.Sharing;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.Owner;
import io.cellport.imports.journal.PostgresJournal;
import io.cellport.imports.journal.PostgresLeases;
import io.cellport.imports.journal.PostgresStandings;
import io.cellport.imports.journal.RunReplica;
import io.cellport.imports.journal.StatusView;
import io.cellport.management.Readiness;
import io.cellport.metric.Metrics;
import io.cellport.snapshot.area.PostgresSnapshotArea;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.upload.Uploads;
import io.cellport.storage.DataDirectory;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import io.cellport.storage.UnitDatabase;
import io.cellport.storage.postgres.EpochReader;
import io.cellport.storage.postgres.MeasuredEpochSource;
import io.cellport.storage.postgres.NodePresence;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresEpochSource;
import io.cellport.storage.postgres.Replica;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The stores of one node of a cluster: what the nodes share is in PostgreSQL and in a blob store, and the node's own
 * data directory holds generations under construction and copies. Blocks; safe for several threads.
 */
final class ClusterStores implements Stores {

    /** A lease is renewed three times before it runs out, and so is the presence of a node. */
    private static final int SIGNS_OF_LIFE = 3;

    /** A service manager that starts nodes and database together starts a node again when this has passed. */
    private static final Duration DATABASE_PATIENCE = Duration.ofMinutes(1);

    private static final int COPIES = 4;

    private static final int WAITING_COPIES = 100;

    private final OpenParts parts;
    private final DataDirectory directory;
    private final ClusterConfig cluster;
    private final Metrics metrics;
    private final PostgresDatabase database;
    private final Owner owner;
    private final NodePresence presence;
    private final EpochReader epochs;
    private final BlobStore blobs;
    private final CellStore cells;
    private final CellNames names;
    private final SnapshotArea snapshots;
    private final StatusView statuses;
    private final ExportJournal exports;

    /**
     * Opens everything.
     *
     * @throws io.cellport.storage.StoreException if the database or the blob store cannot be used, or another node has
     *     this one's name
     */
    static ClusterStores open(UnitConfig config, ClusterConfig cluster, Metrics metrics) {
        OpenParts parts = new OpenParts();
        try {
            return new ClusterStores(parts, config, cluster, metrics);
        } catch (RuntimeException | Error e) {
            parts.closeAfter(e);
            throw e;
        }
    }

    private ClusterStores(OpenParts parts, UnitConfig config, ClusterConfig cluster, Metrics metrics) {
        this.parts = parts;
        this.metrics = metrics;
        this.cluster = cluster;
        this.directory = parts.add(DataDirectory.lock(config.data()));
        refuseStandalone(directory.path());
        this.database =
                parts.add(PostgresDatabase.openWithin(DATABASE_PATIENCE, PostgresAddress.of(cluster.database())));
        this.owner = new Owner(cluster.node(), UUID.randomUUID().toString());
        this.presence = new NodePresence(database, owner.node(), owner.boot(), cluster.lease());
        presence.take();
        BlobStore shared =
                parts.add(SharedBlobs.open(cluster, directory.path())).store();
        UnitMarker.require(database, shared);
        shared.deleteUnfinished();
        this.blobs = new MeasuredBlobStore(new RemoteBlobStore(shared), metrics);
        RunReplica runs = new RunReplica();
        CellReplica replica = new CellReplica();
        this.epochs = parts.add(reading(runs, replica));
        this.statuses = new PostgresStandings(epochs, runs);
        this.names = new ReplicatedNames(epochs, replica);
        this.snapshots = new PostgresSnapshotArea(
                database, blobs, new BlobLedger(database), config.limits().snapshotsPerCell());
        this.exports = new PostgresExportJournal(
                database, owner, cluster.lease(), config.limits().snapshotsPerCell());
        this.cells = new PostgresCellStore(storage(replica), directory.path(), new Sqlite());
    }

    /** The node would hide the cells in there, and say that they do not exist. */
    private static void refuseStandalone(Path data) {
        if (UnitDatabase.isIn(data)) {
            throw new StoreException(
                    "storage.data has the data of a standalone server: a node needs a directory of its own");
        }
    }

    /** Runs before cells: whoever sees that an import is complete sees the cell's new content, too. */
    private EpochReader reading(RunReplica runs, CellReplica cellReplica) {
        List<Replica> replicas = new ArrayList<>(runs.parts());
        replicas.add(cellReplica);
        PostgresEpochSource source = parts.add(new PostgresEpochSource(database, replicas));
        source.readAll();
        return EpochReader.start(new MeasuredEpochSource(source, metrics), cluster.read());
    }

    private NodeStorage storage(CellReplica replica) {
        WorkerPool copies = new WorkerPool("cellport-copy", COPIES, WAITING_COPIES).measuredBy(metrics);
        parts.add(copies::abandon);
        return new NodeStorage(
                owner.boot(),
                database,
                replica,
                blobs,
                new BlobTransfers(copies),
                new BlobCache(directory.path(), blobs, copies, cluster.cacheBytes()));
    }

    @Override
    public UnitKeyStore keys() {
        return new PostgresKeys(database, cluster.secret());
    }

    @Override
    public CellStore cells() {
        return cells;
    }

    @Override
    public CellNames names() {
        return names;
    }

    @Override
    public SnapshotArea snapshots() {
        return snapshots;
    }

    /** The bytes of an unfinished upload would be on one node, and the next request on another. */
    @Override
    public Optional<Uploads> uploads() {
        return Optional.empty();
    }

    @Override
    public Journal journal() {
        return new PostgresJournal(database, owner);
    }

    @Override
    public ExportJournal exports() {
        return exports;
    }

    @Override
    public Optional<Duration> lease() {
        return Optional.of(cluster.lease());
    }

    @Override
    public Path temporaries() {
        return directory.temporaries();
    }

    @Override
    public StatusView statuses() {
        return statuses;
    }

    @Override
    public Optional<Sharing> sharing(Future<Void> leaving) {
        return Optional.of(new Sharing(new PostgresLeases(database, owner, cluster.lease()), leaving));
    }

    @Override
    public Optional<Deployable> node(Readiness readiness) {
        Collector collector = new Collector(database, blobs, cluster.blobGrace());
        return Optional.of(
                new NodeVerticle(presence, cluster.lease().dividedBy(SIGNS_OF_LIFE), epochs, collector, metrics)
                        .requiredBy(readiness));
    }

    @Override
    public Void rememberUrl(String url) {
        directory.rememberUrl(url);
        return null;
    }

    @Override
    public Void close() {
        parts.close();
        return null;
    }
}
