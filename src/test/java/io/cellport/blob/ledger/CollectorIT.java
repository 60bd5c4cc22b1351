package io.cellport.blob.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobWriter;
import io.cellport.error.ApiException;
import io.cellport.storage.StoreException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a collector deletes, when, and what it keeps. */
class CollectorIT extends CollectedBlobs {

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
    void theGenerationOfAnActiveRunIsKeptAndThoseOfEndedAttemptsAreNot() {
        Blob blob = staged();
        store(blob);
        sql.call(
                "accept_import('id', ?, 'name', 'a', 'digest', ?, false, 'nobody', 0)",
                CELL,
                blob.id().name());
        sql.change("UPDATE import_run SET state = 'Importing', attempt = 2, boot = 'boot'");
        Blob older = generation(1);
        Blob present = generation(2);

        clock.advance(Duration.ofDays(30));
        collector.collect();
        assertThat(stored()).containsExactlyInAnyOrder(blob.id(), older.id(), present.id());
        clock.advance(GRACE);
        collector.collect();
        assertThat(stored()).containsExactlyInAnyOrder(blob.id(), present.id());

        sql.change("UPDATE import_run SET state = 'Failed'");
        collector.collect();
        clock.advance(GRACE);
        collector.collect();
        assertThat(stored()).containsExactly(blob.id());
    }

    private Blob generation(int attempt) {
        try (BlobWriter writer = blobs.create(CELL)) {
            sql.call("stage_blob(?, ?, 'GENERATION', 1, ?)", writer.id().name(), CELL, attempt);
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
        for (int first = 1; first < 50_000; first += 5_000) {
            sql.change(
                    "INSERT INTO access_row(blob, ordinal, kind, key_hash, id, key, source)"
                            + " SELECT ?, n, 'LINK', sha256(n::text::bytea), '', '', '' FROM generate_series(?, ?) n",
                    blob.id().name(),
                    first,
                    first + 4_999);
        }

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
