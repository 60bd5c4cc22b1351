package io.cellport.cell.generation;

import static io.cellport.storage.Statements.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cellport.cell.Cell;
import io.cellport.cell.FilledStore;
import io.cellport.cell.SqliteCellStore;
import io.cellport.cell.construction.GenerationWriter;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.FileSum;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import io.cellport.storage.UnitDatabase;
import io.cellport.storage.pages.PageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generation file that is not any more what an import has sealed. */
class GenerationDamageTest {

    @TempDir
    Path data;

    private final Sqlite sqlite = new Sqlite();
    private final List<GenerationId> told = new ArrayList<>();
    private UnitDatabase unit;

    @AutoClose
    private SqliteCellStore store;

    private Cell cell;
    private Path file;

    @BeforeEach
    void importTwoThousandRoles() {
        unit = new UnitDatabase(data, sqlite);
        store = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC());
        store.onDamage(told::add);
        cell = store.create("cell1");
        file = data.resolve("cells").resolve(cell.id()).resolve("1.db");
        seal(1);
        unit.write("activate", connection -> update(connection, "UPDATE cell SET generation = 1"));
    }

    private void seal(long number) {
        List<Row> roles = IntStream.range(0, 2_000)
                .<Row>mapToObj(i -> FilledStore.entity("Role", "id" + i, "role" + i))
                .toList();
        try (GenerationWriter writer = store.build(cell.id(), number)) {
            writer.write(roles, new Checkpoint(1, 1, 1));
            writer.seal(() -> {});
        }
    }

    @Test
    void aSoundFileHasNoDamage() throws IOException {
        assertThat(store.damaged()).isEmpty();

        GenerationSeal seal = unit.read("find", connection -> GenerationSeal.find(connection, id()))
                .orElseThrow();
        assertThat(seal).isEqualTo(new GenerationSeal(Files.size(file), PageFile.sum(file, () -> {})));
    }

    /** Programs before version 6 of unit.db took the digest of the file as it is. */
    @Test
    void aSealOfAnOlderProgramHolds() throws IOException {
        FileSum plain = FileSum.of(file, 0, () -> {});
        assertThat(plain.sha256()).isNotEqualTo(PageFile.sum(file, () -> {}).sha256());
        unit.write(
                "record as before",
                connection -> update(connection, "UPDATE generation SET head_bytes = 0, sha256 = ?", plain.sha256()));

        store.requireWhole(id(), () -> {});
        assertThat(store.damaged()).isEmpty();

        change(Files.size(file) - 1);
        assertLost(() -> store.requireWhole(id(), () -> {}));
    }

    @Test
    void eachByteCounts() throws IOException {
        for (long position : new long[] {99, 8_191, 8_192, Files.size(file) - 1}) {
            store.requireWhole(id(), () -> {});
            change(position);
            assertLost(() -> store.requireWhole(id(), () -> {}));
            change(position);
        }
    }

    /** Changes a byte, or changes it back. */
    private void change(long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), position);
        }
    }

    private GenerationId id() {
        return new GenerationId(cell.id(), 1);
    }

    @Test
    void aMissingFileIsDamage() throws IOException {
        Files.delete(file);

        assertDamage(GenerationDamage.MISSING);
    }

    @Test
    void aFileThatIsCutOffIsDamage() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 8192);
        }

        assertDamage(GenerationDamage.LENGTH);
    }

    @Test
    void aFileOfAnotherCellOfAnotherLengthIsDamage() throws IOException {
        try (GenerationWriter writer = store.build(cell.id(), 2)) {
            writer.write(List.of(FilledStore.entity("Role", "id1", "role1")), new Checkpoint(1, 1, 1));
            writer.seal(() -> {});
        }
        Files.delete(file);
        Files.move(file.resolveSibling("2.db"), file);

        assertDamage(GenerationDamage.LENGTH);
    }

    @Test
    void anOverwrittenFileIsDamage() throws IOException {
        Files.write(file, new byte[Math.toIntExact(Files.size(file))]);

        assertDamage(GenerationDamage.NO_GENERATION);
    }

    private void assertDamage(GenerationDamage damage) {
        assertThat(store.damaged()).containsOnlyKeys(id()).containsValue(damage);
        assertLost(() -> store.current(cell.id()));
        assertThat(told).containsExactly(id());
    }

    private static void assertLost(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(reading)
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR500_MC_0003));
    }

    @Test
    void damageAfterTheHeaderIsNoticedByTheReader() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Math.toIntExact(channel.size()) - 8192), 8192);
        }

        try (CellGeneration current = store.current(cell.id()).orElseThrow()) {
            assertLost(() -> current.entity("Role", "role1"));
        }
        assertThat(told).containsExactly(id());
    }

    @Test
    void aFileThatCannotBeOpenedNowIsNotDamage() {
        SqliteCellStore outOfFiles = new SqliteCellStore(data, unit, cannotOpen(), Clock.systemUTC());
        outOfFiles.onDamage(told::add);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> outOfFiles.current(cell.id()));
        assertThat(told).isEmpty();
    }

    private static Sqlite cannotOpen() {
        return new Sqlite() {
            @Override
            protected Connection connect(org.sqlite.SQLiteConfig config, Path file) throws SQLException {
                throw new org.sqlite.SQLiteException("unable to open", org.sqlite.SQLiteErrorCode.SQLITE_CANTOPEN);
            }
        };
    }

    @Test
    void aFileOfANewerProgramIsRefusedByItsVersion() throws SQLException {
        execute("PRAGMA user_version = 2");

        String tooNew = "the content of a cell has version 2, but this Cellport knows versions up to 1";
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.damaged())
                .withMessage(tooNew);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.current(cell.id()))
                .withMessage(tooNew);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.build(cell.id(), 1))
                .withMessage(tooNew);
        assertThat(told).isEmpty();
    }

    @Test
    void aFileWithoutVersionAndSealIsRead() throws SQLException {
        execute("DROP INDEX link_end", "PRAGMA user_version = 0", "PRAGMA application_id = 0");
        unit.write("forget seals", connection -> update(connection, "DELETE FROM generation"));

        assertThat(store.damaged()).isEmpty();
        try (CellGeneration current = store.current(cell.id()).orElseThrow()) {
            assertThat(current.entity("Role", "role1")).isPresent();
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Sqlite.execute(connection, statements);
        }
    }

    @Test
    void onlySealsOfTheCurrentAndTheNewestGenerationAreKept() {
        seal(2);
        seal(3);

        List<Long> numbers = unit.read("list", connection -> {
            try (var rows =
                    connection.createStatement().executeQuery("SELECT number FROM generation ORDER BY number")) {
                List<Long> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
                return found;
            }
        });
        assertThat(numbers).containsExactly(1L, 3L);
    }
}
