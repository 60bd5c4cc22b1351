package io.cellport.snapshot.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.Cell;
import io.cellport.cell.SqliteCellStore;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.FileWatch;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import io.cellport.storage.UnitDatabase;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What is left when something goes wrong around the transaction of a change. */
class SqliteSnapshotAreaTest {

    @TempDir
    Path data;

    private final Faulty files = new Faulty();
    private volatile boolean refuseCommits;
    private UnitDatabase unit;
    private SqliteCellStore cells;
    private SnapshotArea area;
    private Cell cell;

    @BeforeEach
    void open() {
        Sqlite sqlite = new FailingCommits();
        unit = new UnitDatabase(data, sqlite);
        cells = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC());
        cell = cells.create("cell");
        area = area(10);
    }

    private SnapshotArea area(int maxPerCell) {
        BlobStore blobs = new DirectoryBlobStore(new WatchedFiles(files).wrap(data));
        return new SqliteSnapshotArea(unit, blobs, maxPerCell, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        cells.close();
    }

    @Test
    void whenTheOldFileCannotBeDeletedTheNewOneIsStoredAndTheNextSweepDeletesTheOld() throws IOException {
        put("a.zip", "one");
        files.refuseDeletions = true;

        StoredSnapshot stored = put("a.zip", "two");

        assertThat(stored.version()).isEqualTo(2);
        assertThat(content("a.zip")).isEqualTo("two");
        assertThat(blobs()).hasSize(2);

        files.refuseDeletions = false;
        area.sweep();

        assertThat(content("a.zip")).isEqualTo("two");
        assertThat(blobs()).containsExactly(stored.blob().id().name());
    }

    @Test
    void aFileThatCannotBeDeletedIsGoneFromTheIndexAllTheSame() throws IOException {
        put("a.zip", "one");
        files.refuseDeletions = true;

        assertThat(area.delete(cell.id(), "a.zip", Precondition.NONE)).isTrue();

        assertThat(area.find(cell.id(), "a.zip")).isEmpty();
        files.refuseDeletions = false;
        area.sweep();
        assertThat(data.resolve("snapshots")).isEmptyDirectory();
    }

    @Test
    void filesOfADeletedCellThatStayDoNotFailItsDeletion() throws IOException {
        put("a.zip", "one");
        cells.delete(cell.id());
        files.refuseDeletions = true;

        area.deleteFiles(cell.id());

        assertThat(blobs()).hasSize(1);
        files.refuseDeletions = false;
        area.sweep();
        assertThat(data.resolve("snapshots")).isEmptyDirectory();
    }

    @Test
    void aRefusedUploadLeavesWhatWasThereAndNothingElse() throws IOException {
        StoredSnapshot first = put("a.zip", "one");
        Precondition refusal = present -> {
            assertThat(present).contains(first);
            throw ApiException.of(ErrorCode.PR412_DV_0001);
        };

        assertThatThrownBy(() -> put("a.zip", "two", refusal)).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> area.delete(cell.id(), "a.zip", refusal)).isInstanceOf(ApiException.class);

        assertThat(content("a.zip")).isEqualTo("one");
        assertThat(blobs()).containsExactly(first.blob().id().name());
    }

    @Test
    void anErrorInTheTransactionLeavesWhatWasThereAndNothingElse() throws IOException {
        put("a.zip", "one");

        assertThatThrownBy(() -> put("a.zip", "two", present -> {
                    throw new OutOfMemoryError("injected");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(content("a.zip")).isEqualTo("one");
        assertThat(blobs()).hasSize(1);
        assertThat(put("a.zip", "three").version()).isEqualTo(2);
    }

    @Test
    void whatACrashMightBringBackIsKeptUntilAnotherChangeIsCommitted() throws IOException {
        StoredSnapshot first = put("a.zip", "one");
        refuseCommits = true;

        assertThatThrownBy(() -> put("a.zip", "two")).isInstanceOf(StoreException.class);

        assertThat(content("a.zip")).isEqualTo("one");
        assertThat(blobs()).hasSize(2).contains(first.blob().id().name());

        refuseCommits = false;
        StoredSnapshot other = put("b.zip", "three");

        assertThat(content("a.zip")).isEqualTo("one");
        assertThat(blobs())
                .containsExactlyInAnyOrder(
                        first.blob().id().name(), other.blob().id().name());
    }

    @Test
    void aCellThatIsFullOrGoneTakesNothing() throws IOException {
        area = area(1);
        put("a.zip", "one");

        assertThatThrownBy(() -> put("b.zip", "two")).satisfies(is(ErrorCode.PR400_DV_0007));
        assertThat(blobs()).hasSize(1);

        cells.delete(cell.id());
        area.deleteFiles(cell.id());

        assertThatThrownBy(() -> put("a.zip", "two")).satisfies(is(ErrorCode.PR404_DV_0003));
        assertThat(data.resolve("snapshots")).isEmptyDirectory();
    }

    @Test
    void aCellThatIsDeletedWhileItsDirectoryIsMadeIsNotFound() {
        files.beforeMove = () -> {
            cells.delete(cell.id());
            area.deleteFiles(cell.id());
        };

        assertThatThrownBy(() -> put("a.zip", "one")).satisfies(is(ErrorCode.PR404_DV_0003));

        assertThat(data.resolve("snapshots")).isEmptyDirectory();
    }

    @Test
    void aSweepDoesNotTouchAnUploadWhoseTransactionIsUnderWay() throws Exception {
        CountDownLatch named = new CountDownLatch(1);
        CountDownLatch swept = new CountDownLatch(1);
        ExecutorService uploader = Executors.newSingleThreadExecutor();
        try {
            Future<StoredSnapshot> upload = uploader.submit(() -> put("a.zip", "one", present -> {
                named.countDown();
                waitFor(swept);
            }));
            assertThat(named.await(1, TimeUnit.MINUTES)).isTrue();
            area.sweep();
            swept.countDown();

            assertThat(upload.get(1, TimeUnit.MINUTES).version()).isEqualTo(1);
            assertThat(content("a.zip")).isEqualTo("one");
        } finally {
            swept.countDown();
            uploader.shutdownNow();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static java.util.function.Consumer<Throwable> is(ErrorCode code) {
        return failure -> assertThat(((ApiException) failure).error().code()).isEqualTo(code);
    }

    private StoredSnapshot put(String name, String content) {
        return put(name, content, Precondition.NONE);
    }

    private StoredSnapshot put(String name, String content, Precondition precondition) {
        try (BlobWriter bytes = area.begin(cell.id())) {
            bytes.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            return area.commit(cell.id(), name, "application/zip", bytes, precondition);
        }
    }

    private String content(String name) throws IOException {
        StoredSnapshot snapshot = area.find(cell.id(), name).orElseThrow();
        try (BlobReader reader = area.open(snapshot.blob().id()).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) reader.size());
            reader.read(bytes, 0);
            return new String(bytes.array(), StandardCharsets.UTF_8);
        }
    }

    private List<String> blobs() throws IOException {
        try (Stream<Path> found = Files.walk(data.resolve("snapshots"))) {
            return found.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    /** SQLite whose commits fail while they are told so. */
    private final class FailingCommits extends Sqlite {

        @Override
        protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
            Connection connection = super.connect(config, file);
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("commit") && refuseCommits) {
                            throw new SQLiteException("injected", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    /** Files that do not go away while they are told so, and a step that something else comes before. */
    private static final class Faulty implements FileWatch {

        private volatile boolean refuseDeletions;
        private volatile Runnable beforeMove = () -> {};

        @Override
        public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
            if (operation == Operation.DELETE && refuseDeletions && Files.isRegularFile(file)) {
                throw new FileSystemException("file", null, "Input/output error");
            }
            if (operation == Operation.MOVE) {
                Runnable first = beforeMove;
                beforeMove = () -> {};
                first.run();
            }
            return call.run();
        }
    }
}
