package io.cellport.blob.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobStoreContract;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.storage.postgres.DatabaseClock;
import io.cellport.storage.postgres.DirectSql;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The blobs of a cell, their ledger and their collector, by a clock that a test moves. */
abstract class CollectedBlobs {

    static final String CELL = "cell1";
    static final Duration GRACE = Duration.ofHours(24);

    @TempDir
    Path directory;

    @AutoClose
    final PostgresDatabase database = PostgresDatabase.open(PostgresServer.newDatabase());

    final DirectSql sql = new DirectSql(database);
    final DatabaseClock clock = new DatabaseClock(database, Instant.parse("2026-01-02T03:04:05Z"));
    private final BlobLedger ledger = new BlobLedger(database);
    final AtomicLong nanoTime = new AtomicLong();
    BlobStore blobs;
    Collector collector;

    @BeforeEach
    void open() {
        blobs = DirectoryBlobStore.shared(directory, "node1");
        collector = new Collector(database, blobs, GRACE);
        sql.call("create_cell(?, ?)", CELL, "name");
    }

    /** Enters a blob and writes it. */
    Blob staged() {
        try (StagedWriter writer = begun()) {
            writer.write(ByteBuffer.wrap("bytes".getBytes(UTF_8)));
            return writer.commit();
        }
    }

    StagedWriter begun() {
        return StagedWriter.begin(ledger, blobs, CELL, nanoTime::get);
    }

    Blob doomed() {
        Blob blob = staged();
        ledger.giveUp(blob.id());
        return blob;
    }

    /** Makes a blob the only snapshot of the cell. */
    void store(Blob blob) {
        sql.call(
                "store_snapshot(?, 'a.zip', 'application/zip', ?, ?, ?, (SELECT max(blob) FROM snapshot), 10)",
                CELL,
                blob.id().name(),
                blob.size(),
                blob.sha256());
    }

    Set<BlobId> stored() {
        return BlobStoreContract.ids(blobs);
    }

    long rows() {
        return sql.number("SELECT count(*) FROM blob").orElseThrow();
    }
}
