package io.cellport.blob.ledger;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.update;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.DatabaseClock;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import io.cellport.storage.postgres.RefusedException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {

    private static final String CELL = "cell1";

    private static final Duration GRACE = Duration.ofHours(24);

    @TempDir
    Path directory;

    @AutoClose
    private final PostgresDatabase database = PostgresDatabase.open(PostgresServer.newDatabase());

    private final DatabaseClock clock = new DatabaseClock(database, Instant.parse("2026-01-02T03:04:05Z"));
    private final BlobLedger ledger = new BlobLedger(database);
    private final AtomicLong nanoTime = new AtomicLong();
    private BlobStore blobs;
    private Collector collector;

    @BeforeEach
    void open() {
        blobs = DirectoryBlobStore.shared(directory, "node1");
        collector = new Collector(database, blobs, GRACE);
        call("create_cell(?, ?)", CELL, "name");
    }

    private void call(String function, @Nullable Object... parameters) {
        database.change("call", connection -> first(connection, "SELECT " + function, row -> true, parameters));
    }

    private void change(String sql, @Nullable Object... parameters) {
        database.change("change", connection -> update(connection, sql, parameters));
    }

    /** Enters a blob and writes it. */
    private Blob staged() {
        try (StagedWriter writer = begun()) {
            writer.write(ByteBuffer.wrap("bytes".getBytes(UTF_8)));
            return writer.commit();
        }
    }

    private StagedWriter begun() {
        return StagedWriter.begin(ledger, blobs, CELL, nanoTime::get);
    }

    private Blob doomed() {
        Blob blob = staged();
        ledger.giveUp(blob.id());
        return blob;
    }

    /** Makes a blob the only snapshot of the cell. */
    private void store(Blob blob) {
        call(
                "store_snapshot(?, 'a.zip', 'application/zip', ?, ?, ?, (SELECT max(blob) FROM snapshot), 10)",
                CELL,
                blob.id().name(),
                blob.size(),
                blob.sha256());
    }

    private Set<BlobId> stored() {
        Set<BlobId> ids = new HashSet<>();
        blobs.forEach(found -> ids.add(found.id()));
        return ids;
    }

    private long rows() {
        return database.read(
                        "count", connection -> first(connection, "SELECT count(*) FROM blob", row -> row.getLong(1)))
                .orElseThrow();
    }

    @Test
    void aReplacedBlobIsKeptForTheGraceTimeAndThenGoneWithItsRow() {
        Blob old = staged();
        store(old);
        Blob present = staged();
        store(present);

        clock.advance(GRACE.minusMillis(1));
        collector.collect();
        assertThat(stored()).containsExactlyInAnyOrder(old.id(), present.id());

        clock.advance(Duration.ofMillis(1));
        collector.collect();
        assertThat(stored()).containsExactly(present.id());
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aBlobThatIsReferredToIsKeptForEver() {
        Blob blob = staged();
        store(blob);

        clock.advance(Duration.ofDays(10_000));
        collector.collect();

        assertThat(stored()).containsExactly(blob.id());
    }

    @Test
    void anUploadThatGoesOnForDaysIsKept() {
        try (StagedWriter slow = begun()) {
            for (int hour = 0; hour < 100; hour++) {
                pass(Duration.ofHours(1));
                slow.write(ByteBuffer.wrap("more ".getBytes(UTF_8)));
                collector.collect();
            }
            Blob blob = slow.commit();

            store(blob);
            assertThat(stored()).containsExactly(blob.id());
        }
    }

    private void pass(Duration time) {
        clock.advance(time);
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void anUploadGivesAtMostOneSignOfLifeAMinute() {
        try (StagedWriter writer = begun()) {
            Instant begun = clock.now();
            pass(StagedWriter.TOUCH_EVERY.minusMillis(1));
            writer.write(ByteBuffer.wrap("a".getBytes(UTF_8)));
            assertThat(touched(writer.id())).isEqualTo(begun);

            pass(Duration.ofMillis(1));
            writer.write(ByteBuffer.wrap("b".getBytes(UTF_8)));
            assertThat(touched(writer.id())).isEqualTo(clock.now());
        }
    }

    private Instant touched(BlobId blob) {
        return database.read(
                        "find touch",
                        connection -> first(
                                connection,
                                "SELECT touched_at FROM blob WHERE name = ?",
                                row -> Instant.ofEpochMilli(row.getLong(1)),
                                blob.name()))
                .orElseThrow();
    }

    @Test
    void anUploadWithoutASignOfLifeIsGivenUpAndCannotBeStoredAnyMore() {
        Blob silent = staged();

        clock.advance(Collector.SILENCE.plusMillis(1));
        collector.collect();

        assertThatThrownBy(() -> store(silent)).isInstanceOf(RefusedException.class);
        assertThat(stored()).containsExactly(silent.id());
        clock.advance(GRACE);
        collector.collect();
        assertThat(stored()).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void anUploadIntoADeletedCellEndsAtItsNextSignOfLife() {
        try (StagedWriter writer = begun()) {
            call("delete_cell(?, false)", CELL);
            pass(StagedWriter.TOUCH_EVERY);

            assertThatThrownBy(() -> writer.write(ByteBuffer.wrap("a".getBytes(UTF_8))))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refused -> assertThat(refused.error().code()).isEqualTo(ErrorCode.PR404_DV_0003));
        }
    }

    @Test
    void anUploadThatIsClosedTooEarlyIsGivenUpAtOnce() {
        try (BlobWriter writer = begun()) {
            writer.write(ByteBuffer.wrap("half of".getBytes(UTF_8)));
        }

        clock.advance(GRACE);
        collector.collect();

        assertThat(rows()).isZero();
    }

    @Test
    void theGenerationOfAnActiveRunIsKeptAndThoseOfEndedAttemptsAreNot() {
        Blob blob = staged();
        store(blob);
        call(
                "accept_import('id', ?, 'name', 'a', 'digest', ?, false, 'nobody', 0)",
                CELL,
                blob.id().name());
        change("UPDATE import_run SET state = 'Importing', attempt = 2, boot = 'boot'");
        Blob older = generation(1);
        Blob present = generation(2);

        clock.advance(Duration.ofDays(30));
        collector.collect();
        assertThat(stored()).containsExactlyInAnyOrder(blob.id(), older.id(), present.id());
        clock.advance(GRACE);
        collector.collect();
        assertThat(stored()).containsExactlyInAnyOrder(blob.id(), present.id());

        change("UPDATE import_run SET state = 'Failed'");
        collector.collect();
        clock.advance(GRACE);
        collector.collect();
        assertThat(stored()).containsExactly(blob.id());
    }

    private Blob generation(int attempt) {
        try (BlobWriter writer = blobs.create(CELL)) {
            call("stage_blob(?, ?, 'GENERATION', 1, ?)", writer.id().name(), CELL, attempt);
            return writer.commit();
        }
    }

    private FaultyBlobs failing(Set<BlobId> stubborn) {
        return new FaultyBlobs(blobs, stubborn, () -> {
            throw new StoreException("injected");
        });
    }

    @Test
    void whatCannotBeDeletedIsTriedAgainAndKeepsNothingElseFromBeingDeleted() {
        Blob stubborn = doomed();
        clock.advance(Duration.ofMillis(1));
        doomed();
        clock.advance(GRACE);
        FaultyBlobs faulty = failing(Set.of(stubborn.id()));
        Collector failing = new Collector(database, faulty, GRACE);

        failing.collect();
        assertThat(stored()).containsExactly(stubborn.id());
        assertThat(rows()).isEqualTo(1);

        faulty.heal();
        failing.collect();
        assertThat(stored()).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void aStoreThatOnlySaysThatItDeletesIsNotBelieved() {
        Blob blob = doomed();
        clock.advance(GRACE);
        FaultyBlobs liar = new FaultyBlobs(blobs, Set.of(blob.id()), () -> {});

        new Collector(database, liar, GRACE).collect();

        assertThat(rows()).isEqualTo(1);
        collector.collect();
        assertThat(stored()).doesNotContain(blob.id());
        assertThat(rows()).isZero();
    }

    @Test
    void aRoundIsBoundedAndManyStubbornBlobsDoNotKeepTheNextRoundFromOthers() {
        for (int i = 0; i < 150; i++) {
            doomed();
        }
        Set<BlobId> stubborn = stored();
        clock.advance(Duration.ofMillis(1));
        doomed();
        clock.advance(GRACE);
        Collector failing = new Collector(database, failing(stubborn), GRACE);

        assertThat(failing.collect()).isTrue();
        assertThat(stored()).hasSize(151);
        assertThat(failing.collect()).isFalse();
        assertThat(stored()).isEqualTo(stubborn);

        assertThat(collector.collect()).isTrue();
        assertThat(stored()).hasSize(50);
        assertThat(collector.collect()).isFalse();
        assertThat(stored()).isEmpty();
    }

    @Test
    void theAccessRowsOfAGenerationGoWithItsBlob() {
        Blob blob = doomed();
        change(
                "INSERT INTO access_row(blob, ordinal, kind, key_hash, id, key, source)"
                        + " SELECT ?, n, 'LINK', sha256(n::text::bytea), '', '', '' FROM generate_series(1, 50000) n",
                blob.id().name());

        clock.advance(GRACE);
        collector.collect();

        assertThat(rows()).isZero();
    }

    @Test
    void aDatabaseThatDoesNotAnswerLosesNothing() {
        Blob blob = doomed();
        database.close();

        assertThatThrownBy(collector::collect).isInstanceOf(ApiException.class);

        assertThat(stored()).containsExactly(blob.id());
    }
}
