package io.cellport.snapshot.area;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobWriter;
import io.cellport.cell.Cell;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link SnapshotArea} must do for one client at a time. */
interface SnapshotAreaContract extends FilledArea {

    @Test
    default void aStoredSnapshotIsFoundByTheNextProcess() {
        Cell cell = cells().create("cell");
        Instant now = now();

        StoredSnapshot stored = put(cell, "a.zip", "abc");

        assertThat(stored.fileName()).isEqualTo("a.zip");
        assertThat(stored.version()).isEqualTo(1);
        assertThat(stored.created()).isEqualTo(now);
        assertThat(stored.updated()).isEqualTo(now);
        assertThat(stored.contentType()).isEqualTo("application/zip");
        assertThat(stored.size()).isEqualTo(3);
        assertThat(stored.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        reopen();
        assertThat(area().find(cell.id(), "a.zip")).contains(stored);
        assertThat(content(cell, "a.zip")).contains("abc");
    }

    @Test
    default void aReplacementIsTheNextVersionAndDeletesTheOldBytes() {
        Cell cell = cells().create("cell");
        StoredSnapshot first = put(cell, "a.zip", "one");
        advance(Duration.ofHours(1));

        StoredSnapshot second = put(cell, "a.zip", "two");

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.created()).isEqualTo(first.created());
        assertThat(second.updated()).isEqualTo(now());
        assertThat(area().list(cell.id())).containsExactly(second);
        assertThat(content(cell, "a.zip")).contains("two");
        assertThat(stored()).containsExactly(second.blob().id());
    }

    @Test
    default void aDeletedSnapshotIsGoneWithItsBytes() {
        Cell cell = cells().create("cell");
        StoredSnapshot stored = put(cell, "a.zip", "one");

        assertThat(area().delete(cell.id(), "a.zip", Precondition.NONE)).isTrue();

        assertThat(area().find(cell.id(), "a.zip")).isEmpty();
        assertThat(stored()).isEmpty();
        assertThat(area().open(stored.blob().id())).isEmpty();
        assertThat(area().delete(cell.id(), "a.zip", Precondition.NONE)).isFalse();
        assertThat(put(cell, "a.zip", "new").version()).isEqualTo(1);
    }

    @Test
    default void eachCellHasItsOwnSnapshotsByName() {
        Cell one = cells().create("one");
        Cell two = cells().create("two");
        for (String name : new String[] {"c.zip", "a.zip", "b.zip"}) {
            put(one, name, name);
        }
        put(two, "a.zip", "another");

        assertThat(area().list(one.id()))
                .extracting(StoredSnapshot::fileName)
                .containsExactly("a.zip", "b.zip", "c.zip");
        assertThat(area().delete(one.id(), "a.zip", Precondition.NONE)).isTrue();
        assertThat(content(two, "a.zip")).contains("another");
        assertThat(area().find(two.id(), "b.zip")).isEmpty();
    }

    @Test
    default void anUnknownSnapshotIsNotFound() {
        Cell cell = cells().create("cell");

        assertThat(area().find(cell.id(), "none.zip")).isEmpty();
        assertThat(area().list(cell.id())).isEmpty();
        assertThat(area().delete(cell.id(), "none.zip", Precondition.NONE)).isFalse();
        assertThat(area().open(new BlobId(cell.id(), "none"))).isEmpty();
        assertThat(area().find("none", "a.zip")).isEmpty();
        assertThat(area().list("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "A.zip", "a.zip ", "..", "../../a", "/", "a\\b", "é", "e\u0301", "%", "x'y"})
    default void aNameIsALabelAndNotAPath(String name) {
        Cell cell = cells().create("cell");
        put(cell, "A.ZIP", "other");

        StoredSnapshot stored = put(cell, name, "this");

        assertThat(area().find(cell.id(), name)).contains(stored);
        assertThat(content(cell, name)).contains("this");
        assertThat(content(cell, "A.ZIP")).contains("other");
        assertThat(area().delete(cell.id(), name, Precondition.NONE)).isTrue();
        assertThat(content(cell, "A.ZIP")).contains("other");
    }

    @Test
    default void aPreconditionGetsThePresentSnapshot() {
        Cell cell = cells().create("cell");
        AtomicReference<Optional<StoredSnapshot>> seen = new AtomicReference<>();

        StoredSnapshot first = put(cell, "a.zip", "one", seen::set);
        assertThat(seen.get()).isEmpty();
        StoredSnapshot second = put(cell, "a.zip", "two", seen::set);
        assertThat(seen.get()).contains(first);
        area().delete(cell.id(), "a.zip", seen::set);
        assertThat(seen.get()).contains(second);
        area().delete(cell.id(), "a.zip", seen::set);
        assertThat(seen.get()).isEmpty();
    }

    @Test
    default void aRefusedChangeKeepsThePreviousSnapshotAndLeavesNoFile() {
        Cell cell = cells().create("cell");
        StoredSnapshot stored = put(cell, "a.zip", "one");
        Precondition refusal = present -> {
            throw ApiException.of(ErrorCode.PR412_DV_0001);
        };

        assertThatThrownBy(() -> put(cell, "a.zip", "two", refusal)).satisfies(is(ErrorCode.PR412_DV_0001));
        assertThatThrownBy(() -> put(cell, "b.zip", "two", refusal)).satisfies(is(ErrorCode.PR412_DV_0001));
        assertThatThrownBy(() -> area().delete(cell.id(), "a.zip", refusal)).satisfies(is(ErrorCode.PR412_DV_0001));

        assertThat(area().list(cell.id())).containsExactly(stored);
        assertThat(content(cell, "a.zip")).contains("one");
        assertThat(stored()).containsExactly(stored.blob().id());
    }

    @Test
    default void anErrorDuringAChangeKeepsThePreviousSnapshotAndLeavesNoFile() {
        Cell cell = cells().create("cell");
        put(cell, "a.zip", "one");

        assertThatThrownBy(() -> put(cell, "a.zip", "two", present -> {
                    throw new OutOfMemoryError("injected");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(content(cell, "a.zip")).contains("one");
        assertThat(stored()).hasSize(1);
        assertThat(put(cell, "a.zip", "three").version()).isEqualTo(2);
    }

    @Test
    default void aFullCellTakesReplacementsOnly() {
        Cell cell = cells().create("cell");
        for (int i = 1; i <= MOST; i++) {
            put(cell, i + ".zip", "one");
        }

        assertThatThrownBy(() -> put(cell, "more.zip", "one")).satisfies(is(ErrorCode.PR400_DV_0007));

        assertThat(area().list(cell.id())).hasSize(MOST);
        assertThat(stored()).hasSize(MOST);
        assertThat(put(cell, "1.zip", "two").version()).isEqualTo(2);
        assertThat(put(cells().create("other"), "1.zip", "one").version()).isEqualTo(1);
        area().delete(cell.id(), "1.zip", Precondition.NONE);
        put(cell, "more.zip", "one");
    }

    @Test
    default void nothingChangesWhileAnImportIsActive() {
        Cell cell = cells().create("cell");
        StoredSnapshot stored = put(cell, "a.zip", "one");
        beginRun(cell, stored.blob().id());

        assertThatThrownBy(() -> put(cell, "a.zip", "two")).satisfies(is(ErrorCode.PR409_CM_0002));
        assertThatThrownBy(() -> put(cell, "b.zip", "two")).satisfies(is(ErrorCode.PR409_CM_0002));
        assertThatThrownBy(() -> area().delete(cell.id(), "a.zip", Precondition.NONE))
                .satisfies(is(ErrorCode.PR409_CM_0002));
        put(cells().create("other"), "a.zip", "two");

        assertThat(area().list(cell.id())).containsExactly(stored);
        endRun(cell);
        assertThat(put(cell, "a.zip", "two").version()).isEqualTo(2);
        assertThat(stored()).hasSize(2);
    }

    @Test
    default void anOpenSnapshotCanBeReadAfterItsReplacementOrDeletion() throws IOException {
        Cell cell = cells().create("cell");
        StoredSnapshot one = put(cell, "a.zip", "one");
        try (BlobReader first = area().open(one.blob().id()).orElseThrow()) {
            StoredSnapshot two = put(cell, "a.zip", "two");
            try (BlobReader second = area().open(two.blob().id()).orElseThrow()) {
                area().delete(cell.id(), "a.zip", Precondition.NONE);
                tidyUp();

                assertThat(FilledArea.content(first)).isEqualTo("one");
                assertThat(FilledArea.content(second)).isEqualTo("two");
            }
        }
    }

    @Test
    default void anUploadThatIsGivenUpLeavesNothing() {
        Cell cell = cells().create("cell");

        try (BlobWriter bytes = area().begin(cell.id())) {
            bytes.write(ByteBuffer.wrap("half of".getBytes(UTF_8)));
        }

        assertThat(area().list(cell.id())).isEmpty();
        assertThat(stored()).isEmpty();
    }

    @Test
    default void tidyingUpDeletesOnlyBytesWithoutAName() {
        Cell cell = cells().create("cell");
        StoredSnapshot kept = put(cell, "a.zip", "one");
        try (BlobWriter orphan = area().begin(cell.id())) {
            orphan.commit();
        }
        assertThat(stored()).hasSize(2);
        reopen();
        advance(Duration.ofDays(2));

        tidyUp();

        assertThat(stored()).containsExactly(kept.blob().id());
        assertThat(content(cell, "a.zip")).contains("one");
    }

    @Test
    default void tidyingUpLeavesWhatIsCompleteUntilItsWriterIsClosed() {
        Cell cell = cells().create("cell");
        BlobWriter writer = area().begin(cell.id());
        Blob blob = writer.commit();

        tidyUp();

        assertThat(stored()).containsExactly(blob.id());
        area().discard(blob);
        assertThat(stored()).isEmpty();
        writer.close();
    }

    @Test
    default void aDeletedCellAcceptsNoSnapshotAndLeavesNoFile() {
        Cell cell = cells().create("cell");
        Cell other = cells().create("other");
        put(cell, "a.zip", "one");
        StoredSnapshot kept = put(other, "a.zip", "one");
        BlobWriter late = area().begin(cell.id());

        cells().delete(cell.id());
        area().deleteFiles(cell.id());

        assertThat(area().find(cell.id(), "a.zip")).isEmpty();
        assertThat(area().list(cell.id())).isEmpty();
        assertThatThrownBy(() -> area().commit(cell.id(), "b.zip", "application/zip", late, Precondition.NONE))
                .satisfies(is(ErrorCode.PR404_DV_0003));
        late.close();
        assertThatThrownBy(() -> put(cell, "a.zip", "two")).satisfies(is(ErrorCode.PR404_DV_0003));
        assertThatThrownBy(() -> area().delete(cell.id(), "a.zip", Precondition.NONE))
                .satisfies(is(ErrorCode.PR404_DV_0003));
        assertThat(stored()).containsExactly(kept.blob().id());
    }

    static Consumer<Throwable> is(ErrorCode code) {
        return failure -> assertThat(failure)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(code));
    }
}
