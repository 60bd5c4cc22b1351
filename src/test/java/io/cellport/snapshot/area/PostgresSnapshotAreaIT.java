package io.cellport.snapshot.area;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.BlobId;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.blob.ledger.BlobLedger;
import io.cellport.blob.ledger.Collector;
import io.cellport.cell.Cell;
import io.cellport.cell.CellIds;
import io.cellport.error.ErrorCode;
import io.cellport.storage.postgres.DatabaseClock;
import io.cellport.storage.postgres.LostAnswers;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresSnapshotAreaIT implements SnapshotAreaContract, SnapshotAreaRacesContract {

    @TempDir
    Path shared;

    private final PostgresAddress address = PostgresServer.newDatabase();
    private PostgresDatabase database;
    private DatabaseClock clock;
    private BlobStore blobs;
    private SnapshotArea area;

    @BeforeEach
    void open() {
        database = PostgresDatabase.open(address);
        clock = new DatabaseClock(database, Instant.parse("2026-01-02T03:04:05.678Z"));
        blobs = new DirectoryBlobStore(shared);
        area = new PostgresSnapshotArea(database, blobs, new BlobLedger(database), MOST);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public void reopen() {
        close();
        open();
    }

    @Override
    public SnapshotArea area() {
        return area;
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public void advance(Duration by) {
        clock.advance(by);
    }

    @Override
    public Cells cells() {
        return new Cells() {
            @Override
            public Cell create(String name) {
                String id = CellIds.next();
                call("SELECT create_cell(?, ?)", id, name);
                return new Cell(id, name, now(), now(), 0);
            }

            @Override
            public boolean delete(String cellId) {
                return call("SELECT delete_cell(?, false)", cellId).equals("t");
            }
        };
    }

    @Override
    public void beginRun(Cell cell, BlobId blob) {
        String snapshot = call("SELECT replace(file_name, '.zip', '') FROM snapshot WHERE blob = ?", blob.name());
        call(
                "SELECT accept_import('id', ?, ?, ?, 'digest', ?, false, 'nobody', 0)",
                cell.id(),
                cell.name(),
                snapshot,
                blob.name());
    }

    @Override
    public void endRun(Cell cell) {
        database.change(
                "end run",
                connection ->
                        update(connection, "UPDATE import_run SET state = 'Cancelled' WHERE cell_id = ?", cell.id()));
    }

    /** Bytes without a name are first marked, and deleted after a while. */
    @Override
    public void tidyUp() {
        Collector collector = new Collector(database, blobs, Duration.ZERO);
        while (collector.collect()) {}
    }

    @Override
    public Set<BlobId> stored() {
        tidyUp();
        return SnapshotAreaContract.super.stored();
    }

    private String call(String sql, Object... parameters) {
        return database.change("call", connection -> first(connection, sql, row -> row.getString(1), parameters))
                .orElseThrow();
    }

    @Test
    void aChangeWhoseAnswerIsLostIsMadeAndToldOf() throws IOException {
        try (LostAnswers way = new LostAnswers(address);
                PostgresDatabase unreliable = PostgresDatabase.open(way.address())) {
            Cell cell = cells().create("cell");
            StoredSnapshot first = put(cell, "a.zip", "one");
            SnapshotArea area = new PostgresSnapshotArea(unreliable, blobs, new BlobLedger(unreliable), MOST);
            way.loseAnswerTo("store_snapshot");

            StoredSnapshot second;
            try (BlobWriter bytes = area.begin(cell.id())) {
                second = area.commit(cell.id(), "a.zip", "application/zip", bytes, Precondition.NONE);
            }

            assertThat(second.version()).isEqualTo(2);
            assertThat(area.find(cell.id(), "a.zip")).contains(second);
            assertThat(stored())
                    .containsExactly(second.blob().id())
                    .doesNotContain(first.blob().id());
        }
    }

    @Test
    void aSnapshotThatWasReplacedByOneOfTheSameVersionIsAnother() {
        Cell cell = cells().create("cell");
        put(cell, "a.zip", "one");
        AtomicInteger checks = new AtomicInteger();

        put(cell, "a.zip", "two", present -> {
            if (checks.incrementAndGet() == 1) {
                area.delete(cell.id(), "a.zip", Precondition.NONE);
                put(cell, "a.zip", "other");
            }
        });

        assertThat(checks).hasValue(2);
        assertThat(content(cell, "a.zip")).contains("two");
    }

    @Test
    void aSnapshotThatChangesAgainAndAgainIsRefusedInTheEnd() {
        Cell cell = cells().create("cell");
        put(cell, "a.zip", "one");

        assertThatThrownBy(() -> put(cell, "a.zip", "two", present -> put(cell, "a.zip", "other")))
                .satisfies(SnapshotAreaContract.is(ErrorCode.PR503_DV_0001));

        assertThat(content(cell, "a.zip")).contains("other");
        assertThat(stored()).hasSize(1);
    }

    @Test
    void aZeroCharacterIsReplacedInAContentTypeAndInNoName() {
        Cell cell = cells().create("cell");

        try (var bytes = area.begin(cell.id())) {
            area.commit(cell.id(), "a.zip", "application/\0zip", bytes, Precondition.NONE);
        }

        assertThat(area.find(cell.id(), "a.zip"))
                .hasValueSatisfying(stored -> assertThat(stored.contentType()).isEqualTo("application/\uFFFDzip"));
        assertThat(area.find(cell.id(), "a.zip\0")).isEmpty();
        assertThat(area.delete(cell.id(), "a.zip\0", Precondition.NONE)).isFalse();
    }
}
