package io.cellport.cell;

import static io.cellport.storage.Statements.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.BlobId;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.FileWatch;
import io.cellport.storage.WatchedFiles;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresServer;
import io.cellport.storage.postgres.Refusal;
import io.cellport.storage.postgres.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one node has built, another one reads. */
class SharedGenerationsTest {

    private static final List<Row> ROWS =
            List.of(FilledStore.entity("Box", "id1", "box1"), FilledStore.entity("Account", "id2", "account1"));

    @TempDir
    Path directory;

    private final PostgresAddress address = PostgresServer.newDatabase();
    private final FailingOnce files = new FailingOnce();

    @AutoClose
    private ClusteredCells a;

    @AutoClose
    private ClusteredCells b;

    private Cell cell;

    @BeforeEach
    void open() {
        Path shared = new WatchedFiles(files).wrap(directory.resolve("shared"));
        a = new ClusteredCells("node1", directory, address, DirectoryBlobStore.shared(shared, "node1"));
        b = new ClusteredCells("node2", directory, address);
        cell = a.store().create("cell");
    }

    /** Files of which one cannot be renamed. */
    private static final class FailingOnce implements FileWatch {

        private volatile boolean fails;

        @Override
        public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
            if (fails && operation == Operation.MOVE) {
                fails = false;
                throw new FileSystemException("file", null, "Input/output error");
            }
            return call.run();
        }
    }

    private void publish(long number) {
        a.build(cell, number, ROWS);
        a.activate(cell.id(), number);
    }

    private Set<BlobId> blobs() {
        Set<BlobId> ids = new HashSet<>();
        b.blobs().forEach(found -> ids.add(found.id()));
        return ids;
    }

    private String one(String sql) {
        return a.database()
                .read("read", connection -> first(connection, sql, row -> row.getString(1)))
                .orElse("");
    }

    private static String read(ClusteredCells node, Cell cell) {
        return read(node.store(), cell);
    }

    private static String read(CellStore store, Cell cell) {
        try (CellGeneration current = store.current(cell.id()).orElseThrow()) {
            return current.number() + " " + current.summary().entities().keySet();
        }
    }

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
    void anActivationChangesRunCellAndBlobsTogether() {
        publish(1);
        String old = one("SELECT generation_blob FROM cell");
        publish(2);

        assertThat(one("SELECT generation_blob FROM cell")).isNotEqualTo(old);
        assertThat(one("SELECT state FROM blob WHERE name = '" + old + "'")).isEqualTo("DOOMED");
        assertThat(one("SELECT count(*) FROM blob WHERE state = 'LIVE' AND name = (SELECT generation_blob FROM cell)"))
                .isEqualTo("1");
        assertThat(one("SELECT state FROM import_run WHERE number = 2")).isEqualTo("Completed");
        assertThat(one("SELECT count(*) FROM cell, import_run WHERE number = 2 AND cell.epoch = import_run.epoch"))
                .isEqualTo("1");
    }

    @Test
    void anActivationWhoseBlobIsGoneChangesNothing() {
        publish(1);
        a.build(cell, 2, ROWS);
        a.change("UPDATE blob SET state = 'DOOMED', doomed_at = 0 WHERE run = 2");
        String before = one("SELECT n FROM epoch");

        assertThatThrownBy(() -> a.activate(cell.id(), 2))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.BLOB_GONE));

        assertThat(one("SELECT n FROM epoch")).isEqualTo(before);
        assertThat(one("SELECT state FROM import_run WHERE number = 2")).isEqualTo("Importing");
        assertThat(read(b, cell)).isEqualTo("1 [Account, Box]");
    }

    @Test
    void theGenerationOfADryRunStaysOnItsNode() {
        a.begin(cell, 1);
        a.change("UPDATE import_run SET validate_only = true");

        a.seal(cell, 1, ROWS);

        assertThat(blobs()).isEmpty();
        assertThat(one("SELECT count(*) FROM blob")).isEqualTo("0");
        assertThat(a.store().numbers(cell.id())).containsExactly(1L);
    }

    @Test
    void aRunThatAnotherProcessHasTakenOverUploadsNothing() {
        a.begin(cell, 1);
        a.change("UPDATE import_run SET boot = 'another'");

        assertThatThrownBy(() -> a.seal(cell, 1, ROWS))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.RUN_LOST));

        assertThat(blobs()).isEmpty();
        assertThat(one("SELECT count(*) FROM blob")).isEqualTo("0");
    }

    @Test
    void anUploadThatFailsIsRepeatedAndItsFirstBlobGivenUp() {
        files.fails = true;

        publish(1);

        assertThat(read(b, cell)).isEqualTo("1 [Account, Box]");
        assertThat(one("SELECT string_agg(state, ' ' ORDER BY state) FROM blob"))
                .isEqualTo("DOOMED LIVE");
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void ofTwoCompleteBlobsOfAnAttemptOneIsActivatedAndTheOtherGivenUp() {
        a.build(cell, 1, ROWS);
        a.seal(cell, 1, List.of());
        assertThat(one("SELECT count(*) FROM blob WHERE state = 'STAGED'")).isEqualTo("2");

        a.activate(cell.id(), 1);

        assertThat(read(b, cell)).isEqualTo("1 [Account, Box]");
        assertThat(one("SELECT string_agg(state, ' ' ORDER BY state) FROM blob"))
                .isEqualTo("DOOMED LIVE");
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

        assertThat(one("SELECT state FROM import_run WHERE number = 1")).isEqualTo("Completed");
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
    void filesOfACellThatAnotherNodeHasDeletedAreSweptAndUnknownOnesKept() throws IOException {
        a.begin(cell, 1);
        a.store().build(cell.id(), 1).close();
        Path unknown = Files.createDirectories(directory.resolve("node1/cells/unknown"));
        Files.createFile(unknown.resolve("3.db"));
        a.call("record_import(1, 1, 1, NULL, 'Cancelled', 0, 1, 0, NULL, NULL, NULL, NULL, NULL)");
        b.store().delete(cell.id());
        assertThat(a.store().numbers(cell.id())).containsExactly(1L);

        a.store().sweepDeletedCells();

        assertThat(a.store().numbers(cell.id())).isEmpty();
        assertThat(unknown.resolve("3.db")).exists();
    }
}
