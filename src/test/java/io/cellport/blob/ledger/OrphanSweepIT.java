package io.cellport.blob.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.BlobId;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobStoreContract;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.storage.postgres.DatabaseClock;
import io.cellport.storage.postgres.DirectSql;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanSweepIT {

    @TempDir
    Path directory;

    @AutoClose
    private final PostgresDatabase database = PostgresDatabase.open(PostgresServer.newDatabase());

    private final DatabaseClock clock = new DatabaseClock(database, Instant.now());
    private BlobStore blobs;
    private OrphanSweep sweep;

    @BeforeEach
    void open() {
        blobs = DirectoryBlobStore.shared(directory, "node1");
        sweep = new OrphanSweep(database, blobs, OrphanSweep.AGE);
    }

    /** A blob that is on record in one of the states. */
    private BlobId onRecord(String state) {
        try (StagedWriter writer = StagedWriter.begin(new BlobLedger(database), blobs, "cell")) {
            new DirectSql(database)
                    .change(
                            "UPDATE blob SET state = ? WHERE name = ?",
                            state,
                            writer.id().name());
            return writer.commit().id();
        }
    }

    private BlobId orphan() {
        try (BlobWriter writer = blobs.create("cell")) {
            return writer.commit().id();
        }
    }

    private Set<BlobId> found() {
        Set<BlobId> found = new HashSet<>();
        sweep.forEach(blob -> found.add(blob.id()));
        return found;
    }

    @Test
    void bytesWithoutARowAreFoundOnceTheyAreOld() {
        BlobId orphan = orphan();
        assertThat(found()).isEmpty();

        clock.advance(OrphanSweep.AGE.plus(Duration.ofMinutes(1)));

        assertThat(found()).containsExactly(orphan);
    }

    @Test
    void blobsOnRecordAndTheMarkOfTheUnitAreNoOrphans() {
        onRecord("STAGED");
        onRecord("LIVE");
        onRecord("DOOMED");
        UnitMarker.require(database, blobs);
        clock.advance(Duration.ofDays(1_000));

        assertThat(found()).isEmpty();
    }

    @Test
    void whatIsFoundCanBeDeletedAtOnceHoweverMuchItIs() {
        BlobId kept = onRecord("LIVE");
        for (int i = 0; i < 1_500; i++) {
            orphan();
        }
        clock.advance(Duration.ofDays(8));

        sweep.forEach(blob -> blobs.delete(blob.id()));

        assertThat(BlobStoreContract.ids(blobs)).containsExactly(kept);
    }
}
