package io.cellport.cell.generation;

import static io.cellport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.cellport.storage.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generations that are opened and closed by who must not block. */
class OpenedAgainTest {

    @TempDir
    Path directory;

    /** What is done while a file is being opened. */
    private Runnable connecting = () -> {};

    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private OpenGenerations generations;
    private Path file;

    @BeforeEach
    void makeFile() throws SQLException {
        file = directory.resolve("1.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE any(thing TEXT)");
        }
        generations = new OpenGenerations(new Sqlite() {
            @Override
            protected Connection connect(org.sqlite.SQLiteConfig config, Path opened) throws SQLException {
                connecting.run();
                Connection connection = super.connect(config, opened);
                connections.add(connection);
                return connection;
            }
        });
    }

    @Test
    void aGenerationThatIsOpenIsOpenedAgainWithoutALookAtTheDisk() throws Exception {
        assertThat(generations.openAgain(file)).isEmpty();
        read(file);
        connections.clear();

        GenerationReaders readers = generations.openAgain(file).orElseThrow();

        assertThat(readers.<Integer>read(reader -> 1)).isOne();
        assertThat(connections).isEmpty();
        generations.delete(file);
        assertThat(file).exists();
        generations.close(file);
        assertThat(file).doesNotExist();
    }

    @Test
    void whatIsToBeDeletedIsNotOpenedAgain() throws Exception {
        generations.open(file);
        generations.delete(file);

        assertThat(generations.openAgain(file)).isEmpty();

        generations.close(file);
    }

    @Test
    void nobodyWhoMustNotBlockWaitsForAnOpening() throws Exception {
        read(file);
        Path other = Files.createFile(directory.resolve("other"));
        connecting = () -> onAnotherThread(() -> {
            assertThat(generations.openAgain(file)).isEmpty();
            return true;
        });

        generations.open(other);

        connecting = () -> {};
        assertThat(generations.closeAtOnce(other)).isTrue();
        assertThat(generations.openAgain(file)).isPresent();
        connecting = () -> onAnotherThread(() -> {
            assertThat(generations.closeAtOnce(file)).isFalse();
            return true;
        });
        read(Files.createFile(directory.resolve("third")));
        generations.close(file);
    }

    @Test
    void whoHasOpenedAGenerationAgainReadsWhatLiesThere() throws Exception {
        read(file);
        GenerationReaders readers = generations.openAgain(file).orElseThrow();
        generations.requireSame(file, () -> fail("nothing has changed"));

        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        List<String> checked = new ArrayList<>();
        generations.requireSame(file, () -> checked.add("sound"));

        assertThat(checked).hasSize(1);
        assertThat(readers.<Integer>read(reader -> 1)).isOne();
        assertThat(connections).hasSize(2);
        assertThat(isClosed(connections.get(0))).isTrue();
        generations.requireSame(file, () -> fail("it was looked at"));
    }

    @Test
    void whatOthersReadStaysAsItIsWhenAnotherFileLiesThere() throws Exception {
        read(file);
        generations.openAgain(file);
        generations.openAgain(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));

        generations.requireSame(file, () -> {});

        assertThat(connections).hasSize(1).noneMatch(OpenedAgainTest::isClosed);
        assertThatThrownBy(() -> generations.requireSame(file, () -> {
                    throw new IllegalStateException("damaged");
                }))
                .hasMessage("damaged");
    }

    @Test
    void aReaderEndsAtOnceUnlessSomethingIsToBeClosedOrDeleted() throws Exception {
        generations.open(file);
        generations.open(file);

        assertThat(generations.closeAtOnce(file)).isTrue();
        assertThat(generations.closeAtOnce(file)).isTrue();

        assertThat(connections).hasSize(1).noneMatch(OpenedAgainTest::isClosed);
        GenerationReaders readers = generations.openAgain(file).orElseThrow();
        readers.read(first ->
                onAnotherThread(() -> readers.read(second -> onAnotherThread(() -> readers.read(third -> 1)))));
        assertThat(generations.closeAtOnce(file)).isFalse();
        generations.delete(file);
        assertThat(generations.closeAtOnce(file)).isFalse();
        generations.close(file);
        assertThat(file).doesNotExist();
    }

    @Test
    void noMoreGenerationsRestThanThereMay() throws Exception {
        int most = 8;
        for (int i = 0; i < most; i++) {
            read(Files.createFile(directory.resolve("other" + i)));
        }
        generations.open(file);

        assertThat(generations.closeAtOnce(file)).isFalse();

        generations.close(file);
        assertThat(connections.stream().filter(any -> !isClosed(any))).hasSize(most);
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
}
