package io.cellport.cell.generation;

import static io.cellport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.storage.FileWatch;
import io.cellport.storage.Sqlite;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenGenerationsTest {

    @TempDir
    Path directory;

    /** What is done in the moment at which a file is deleted. */
    private Runnable meanwhile = () -> {};

    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private Sqlite sqlite;
    private boolean deleted;
    private OpenGenerations generations;
    private Path file;

    @BeforeEach
    void makeFile() throws SQLException {
        Path plain = directory.resolve("1.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + plain);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE any(thing TEXT)");
        }
        sqlite = new Sqlite() {
            @Override
            protected Connection connect(org.sqlite.SQLiteConfig config, Path watched) throws SQLException {
                Connection connection = super.connect(config, plain);
                connections.add(connection);
                return connection;
            }
        };
        generations = new OpenGenerations(sqlite);
        file = new WatchedFiles(new FileWatch() {
                    @Override
                    public <T> T around(Operation operation, Path path, Path target, Call<T> call) throws IOException {
                        if (operation == Operation.DELETE) {
                            meanwhile.run();
                            deleted = true;
                        }
                        return call.run();
                    }
                })
                .wrap(plain);
    }

    @Test
    void aFileIsDeletedAfterItsLastReader() throws Exception {
        generations.open(file);
        generations.open(file);
        generations.delete(file);
        generations.close(file);
        assertThat(deleted).isFalse();

        generations.close(file);

        assertThat(deleted).isTrue();
    }

    @Test
    void aFileThatIsBeingDeletedIsNotOpenedAnyMore() throws Exception {
        meanwhile = this::assertNotOpened;

        generations.delete(file);

        assertThat(deleted).isTrue();
    }

    @Test
    void aFileThatItsLastReaderDeletesIsNotOpenedAnyMore() throws Exception {
        generations.open(file);
        generations.delete(file);
        meanwhile = this::assertNotOpened;

        generations.close(file);

        assertThat(deleted).isTrue();
    }

    @Test
    void aGenerationThatWasReadStaysOpenForTheNextReader() throws Exception {
        read(file);
        read(file);

        assertThat(connections).hasSize(1).noneMatch(OpenGenerationsTest::isClosed);
        generations.close();
        assertThat(connections).allMatch(OpenGenerationsTest::isClosed);
    }

    @Test
    void aGenerationThatNobodyReadsIsClosedBeforeItIsDeleted() throws Exception {
        read(file);
        meanwhile = () -> assertThat(connections).allMatch(OpenGenerationsTest::isClosed);

        generations.delete(file);

        assertThat(deleted).isTrue();
    }

    @Test
    void aGenerationThatNobodyReadsIsClosedBeforeItIsDeletedAtOnce() throws Exception {
        read(file);
        meanwhile = () -> assertThat(connections).allMatch(OpenGenerationsTest::isClosed);

        generations.deleteAtOnce(file);

        assertThat(deleted).isTrue();
    }

    @Test
    void readersGoOnWhenAFileIsDeletedAtOnceButItDoesNotStayOpen() throws Exception {
        GenerationReaders readers = generations.open(file);

        generations.deleteAtOnce(file);

        assertThat(deleted).isTrue();
        assertThat(readers.<Boolean>read(reader -> reader.connection().isValid(1)))
                .isTrue();
        generations.close(file);
        assertThat(connections).allMatch(OpenGenerationsTest::isClosed);
    }

    @Test
    void anotherFileOfTheSameNameIsOpenedAnew() throws Exception {
        read(file);
        Path plain = directory.resolve("1.db");
        Files.setLastModifiedTime(plain, FileTime.fromMillis(1));

        read(file);

        assertThat(connections).hasSize(2);
        assertThat(isClosed(connections.get(0))).isTrue();
    }

    @Test
    void fewGenerationsStayOpenAndFewConnectionsOfEach() throws Exception {
        int most = 8;
        for (int i = 0; i < most + 3; i++) {
            read(Files.createFile(directory.resolve("other" + i)));
        }
        assertThat(connections.stream().filter(any -> !isClosed(any))).hasSize(most);
        assertThat(connections.subList(0, 3)).allMatch(OpenGenerationsTest::isClosed);

        connections.clear();
        GenerationReaders readers = generations.open(file);
        readers.read(first ->
                onAnotherThread(() -> readers.read(second -> onAnotherThread(() -> readers.read(third -> 1)))));
        assertThat(connections).hasSize(3).noneMatch(OpenGenerationsTest::isClosed);
        generations.close(file);
        assertThat(connections.stream().filter(any -> !isClosed(any))).hasSize(2);
    }

    @Test
    void borrowedFilesAreClosedAfterTheirLastReader() throws Exception {
        generations = OpenGenerations.ofBorrowedFiles(sqlite);

        read(file);

        assertThat(connections).hasSize(1).allMatch(OpenGenerationsTest::isClosed);
    }

    @Test
    void whatIsAttachedIsLetGoAlsoByThoseWhoReadAtThatMoment() throws Exception {
        GenerationReaders readers = generations.open(file);
        readers.read(reader -> {
            onAnotherThread(() -> readers.read(idle -> 1));
            generations.renew(file);
            assertThat(connections.stream().filter(any -> !isClosed(any))).hasSize(1);
            return reader.connection().isValid(1);
        });
        assertThat(connections).allMatch(OpenGenerationsTest::isClosed);

        assertThat(readers.<Integer>read(reader -> 1)).isOne();
        generations.close(file);
    }

    private void read(Path any) throws SQLException {
        generations.open(any).read(reader -> 1);
        generations.close(any);
    }

    private static <T> T onAnotherThread(Callable<T> call) {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            return other.submit(call).get(PATIENCE.toSeconds(), SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            other.shutdownNow();
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void assertNotOpened() {
        assertThatThrownBy(() -> generations.open(file)).isInstanceOf(SQLException.class);
    }
}
