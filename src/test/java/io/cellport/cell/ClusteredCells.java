package io.cellport.cell;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.storage.Statements.exists;

import io.cellport.blob.BlobCache;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobTransfers;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.cell.generation.Row;
import io.cellport.error.ApiException;
import io.cellport.storage.Sqlite;
import io.cellport.storage.postgres.DirectSql;
import io.cellport.storage.postgres.EpochReader;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresEpochSource;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The cells of a clustered unit as one node sees them, on a database and a directory of blobs that other nodes may
 * share, and without the rest of the node.
 */
public final class ClusteredCells implements FilledStore, AutoCloseable {

    private static final long CACHE_BYTES = 100_000_000;

    private final String boot;
    private final PostgresDatabase database;
    final DirectSql sql;
    private final BlobStore blobs;
    private final CellReplica replica = new CellReplica();
    private final WorkerPool pool = new WorkerPool("cellport-blob", 2, 10);
    private final PostgresEpochSource source;
    private final EpochReader reader;
    private final CellStore store;

    /**
     * @param node name of the node, and of its only process
     * @param directory the nodes' blobs are in here, and the node's own data
     */
    public ClusteredCells(String node, Path directory, PostgresAddress address) {
        this(node, directory, address, DirectoryBlobStore.shared(directory.resolve("shared"), node));
    }

    public ClusteredCells(String node, Path directory, PostgresAddress address, BlobStore blobs) {
        this.boot = node;
        this.database = PostgresDatabase.open(address);
        this.sql = new DirectSql(database);
        this.blobs = blobs;
        this.source = new PostgresEpochSource(database, List.of(replica));
        this.reader = EpochReader.start(source, Duration.ofMillis(1));
        Path data = directory.resolve(node);
        BlobCache cache = new BlobCache(data, blobs, pool, CACHE_BYTES);
        this.store = new PostgresCellStore(
                new NodeStorage(boot, database, replica, blobs, new BlobTransfers(pool), cache), data, new Sqlite());
    }

    public PostgresDatabase database() {
        return database;
    }

    public BlobStore blobs() {
        return blobs;
    }

    /** Each call is a request of its own, which sees what was committed before. */
    @Override
    public CellStore store() {
        answer(reader::fresh);
        return store;
    }

    /** The same without waiting for a read. */
    CellStore storeAsOfLastRead() {
        return store;
    }

    public CellNames names() {
        return new ReplicatedNames(reader, replica);
    }

    /** The answer to a question, which is asked again while the database is too slow for those who poll. */
    static <T> T answer(Supplier<Future<T>> question) {
        long begun = System.nanoTime();
        while (true) {
            try {
                return question.get().toCompletionStage().toCompletableFuture().join();
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof ApiException) || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw e;
                }
            }
        }
    }

    /** Has this node import into a cell, as run of that number. Another run of the cell is cancelled. */
    void begin(Cell cell, long number) {
        sql.call(
                "record_import(number, 1, 1, boot, 'Cancelled', 0, 1, 0, NULL, NULL, NULL, NULL, NULL) FROM import_run"
                        + " WHERE cell_id = ? AND finished_at IS NULL",
                cell.id());
        sql.change("""
                INSERT INTO import_run(number, import_id, cell_id, cell_name, snapshot, snapshot_sha256, validate_only,
                    started_by, started_at, attempt, state, done_bytes, total_bytes, done_entries, recorded_at, boot,
                    epoch)
                  VALUES(?, ?, ?, ?, 'snap', '00ff', false, 'nobody', 0, 1, 'Importing', 0, 1, 0, 0, ?, bump())
                """, number, cell.id() + number, cell.id(), cell.name(), boot);
    }

    @Override
    public GenerationSummary build(Cell cell, long number, List<Row> rows) {
        begin(cell, number);
        return seal(cell, number, rows);
    }

    /** Builds and seals a generation of a run that was begun before. */
    GenerationSummary seal(Cell cell, long number, List<Row> rows) {
        return FilledStore.super.build(cell, number, rows);
    }

    @Override
    public void activate(String cellId, long generation) {
        sql.call("record_import(?, 1, 1, ?, 'Completed', 1, 1, 1, NULL, NULL, NULL, NULL, NULL)", generation, boot);
    }

    /** Whether there is a file that is being built, or a blob that counts. */
    @Override
    public boolean isStored(Cell cell, long number) {
        return store.numbers(cell.id()).contains(number)
                || database.read(
                        "find blob",
                        connection -> exists(
                                connection,
                                "SELECT 1 FROM blob WHERE cell_id = ? AND run = ? AND state <> 'DOOMED'",
                                cell.id(),
                                number));
    }

    @Override
    public void close() {
        reader.close();
        source.close();
        pool.abandon();
        database.close();
    }
}
