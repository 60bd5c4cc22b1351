package io.cellport.cell;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.BlobId;
import io.cellport.cell.generation.AccessContent;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one node has built, another one reads. */
class SharedGenerationsIT extends TwoNodes {

    private static Consumer<Throwable> is(ErrorCode code) {
        return failure -> assertThat(failure)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(code));
    }

    @Test
    void everyNodeReadsWhatOneHasBuilt() {
        publish(1);

        assertThat(read(b, cell)).isEqualTo("1 [Account, Box]");
        assertThat(read(a, cell)).isEqualTo("1 [Account, Box]");
        assertThat(b.store().currentNumber(cell.id())).hasValue(1);
    }

    @Test
    void whoMayDoWhatIsAnsweredWithoutTheBlob() {
        publish(1);
        blobs().forEach(b.blobs()::delete);

        try (AccessContent access = b.store().access(cell.id()).orElseThrow()) {
            assertThat(access.number()).isEqualTo(1);
            assertThat(access.account("account1")).isPresent();
            assertThat(access.account("account2")).isEmpty();
        }
    }

    @Test
    void aContentThatWasBroughtIsReadWithoutItsBlob() {
        publish(1);

        assertThat(b.store().bring(cell.id())).succeedsWithin(PATIENCE);

        blobs().forEach(b.blobs()::delete);
        assertThat(read(b, cell)).isEqualTo("1 [Account, Box]");
    }

    @Test
    void whetherALostBlobIsStillNeededItsReadersFindOut() {
        publish(1);
        blobs().forEach(b.blobs()::delete);

        assertThat(b.store().bring(cell.id())).succeedsWithin(PATIENCE);
        assertThat(b.store().bring("nocell")).isCompleted();
        assertThatThrownBy(() -> read(b, cell)).satisfies(is(ErrorCode.PR500_MC_0003));
    }

    @Test
    void theNodeThatHasBuiltKeepsItsFileAsItsCopy() {
        publish(1);
        a.store().discardOlder(cell.id(), 1);
        blobs().forEach(b.blobs()::delete);

        assertThat(read(a, cell)).isEqualTo("1 [Account, Box]");
        assertThat(a.store().numbers(cell.id())).isEmpty();
    }

    @Test
    void aLostBlobFailsItsReadersAndNeitherItsRunNorOtherCells() {
        publish(1);
        blobs().forEach(b.blobs()::delete);
        Cell sound = a.store().create("sound");
        a.build(sound, 2, ROWS);
        a.activate(sound.id(), 2);

        assertThatThrownBy(() -> b.store().current(cell.id())).satisfies(is(ErrorCode.PR500_MC_0003));

        assertThat(a.sql.text("SELECT state FROM import_run WHERE number = 1")).isEqualTo("Completed");
        assertThat(b.store().currentNumber(cell.id())).hasValue(1);
        assertThat(read(b, sound)).isEqualTo("2 [Account, Box]");
        assertThat(b.store().damaged()).isEmpty();
    }

    @Test
    void aBlobWithOtherBytesIsNeverRead() throws IOException {
        publish(1);
        try (Stream<Path> found = Files.walk(directory.resolve("shared"))) {
            Path blob = found.filter(Files::isRegularFile).findAny().orElseThrow();
            byte[] bytes = Files.readAllBytes(blob);
            bytes[bytes.length - 1] ^= 1;
            Files.write(blob, bytes);
        }

        assertThatThrownBy(() -> b.store().current(cell.id())).satisfies(is(ErrorCode.PR500_MC_0003));
    }

    @Test
    void aDamagedCopyIsFetchedAgain() throws IOException {
        publish(1);
        read(b, cell);
        try (Stream<Path> found = Files.list(directory.resolve("node2/cache"))) {
            Files.writeString(found.findAny().orElseThrow(), "no database at all".repeat(1_000));
        }

        assertThatThrownBy(() -> read(b, cell)).satisfies(is(ErrorCode.PR500_MC_0003));
        assertThat(read(b, cell)).isEqualTo("1 [Account, Box]");
    }

    @Test
    void aNodeThatHasMissedAnActivationReadsTheRowOnceMore() {
        publish(1);
        assertThat(b.store().currentNumber(cell.id())).hasValue(1);
        Set<BlobId> old = blobs();
        publish(2);
        old.forEach(b.blobs()::delete);

        assertThat(b.storeAsOfLastRead().currentNumber(cell.id())).hasValue(1);
        assertThat(read(b.storeAsOfLastRead(), cell)).isEqualTo("2 [Account, Box]");
    }

    @Test
    void aNodeThatHasMissedADeletionFindsNothing() {
        publish(1);
        assertThat(b.store().currentNumber(cell.id())).hasValue(1);
        a.store().delete(cell.id());
        blobs().forEach(b.blobs()::delete);

        assertThat(b.storeAsOfLastRead().current(cell.id())).isEmpty();
    }
}
