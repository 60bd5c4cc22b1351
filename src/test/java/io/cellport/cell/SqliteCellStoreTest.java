package io.cellport.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.GenerationContract;
import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.GenerationQueriesContract;
import io.cellport.cell.generation.GenerationReadersContract;
import io.cellport.cell.generation.SortedEntitiesContract;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

class SqliteCellStoreTest
        implements CellStoreContract,
                GenerationContract,
                GenerationQueriesContract,
                GenerationReadersContract,
                SortedEntitiesContract {

    @TempDir
    Path data;

    @AutoClose
    private EmbeddedCells cells;

    private CellStore store;

    @BeforeEach
    void open() {
        cells = new EmbeddedCells(data);
        store = cells.store();
    }

    @Override
    public CellStore store() {
        return store;
    }

    @Override
    public void activate(String cellId, long generation) {
        cells.activate(cellId, generation);
    }

    @Override
    public boolean isStored(Cell cell, long number) {
        return cells.isStored(cell, number);
    }

    @Test
    void aGenerationThatIsSupersededWhileItIsOpenedIsReplacedByTheNewerOne() {
        Cell cell = store.create("cell1");
        build(cell, 1, List.of());
        build(cell, 2, List.of());
        activate(cell.id(), 1);
        SqliteCellStore slow = new SqliteCellStore(data, cells.unit(), superseding(cell), Clock.systemUTC());

        try (CellGeneration current = slow.current(cell.id()).orElseThrow()) {
            assertThat(current.number()).isEqualTo(2);
        }
    }

    /** Activates generation 2 and sweeps generation 1 just before that is opened. */
    private Sqlite superseding(Cell cell) {
        return new Sqlite() {
            @Override
            protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
                if (file.endsWith("1.db")) {
                    activate(cell.id(), 2);
                    store.discardOlder(cell.id(), 2);
                }
                return super.connect(config, file);
            }
        };
    }

    @Test
    void aContentIsOpenedAgainOnlyForWhoFoundItsCellWithIt() {
        Cell cell = store.create("cell1");
        build(cell, 1, List.of());
        activate(cell.id(), 1);
        Cell found = store.find("cell1").orElseThrow();
        assertThat(store.openAgain(found)).isEmpty();
        store.current(cell.id()).orElseThrow().close();

        assertThat(store.openAgain(cell)).isEmpty();
        try (CellGeneration again = store.openAgain(found).orElseThrow()) {
            assertThat(again.number()).isOne();
            assertThat(again.hasAny("Box", List.of("box"))).isFalse();
            assertThat(again.closeAtOnce()).isTrue();
            assertThat(again.closeAtOnce()).isTrue();
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> again.entity("id"));
        }
    }

    @Test
    void damageToAContentThatWasOpenIsFoundByItsNextReader() throws IOException {
        Cell cell = store.create("cell1");
        build(cell, 1, List.of());
        activate(cell.id(), 1);
        store.current(cell.id()).orElseThrow().close();
        List<GenerationId> damaged = new ArrayList<>();
        store.onDamage(damaged::add);
        Path file = data.resolve("cells").resolve(cell.id()).resolve("1.db");
        Files.writeString(file, "something else");

        try (CellGeneration again =
                store.openAgain(store.find("cell1").orElseThrow()).orElseThrow()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> again.entity("id"))
                    .satisfies(e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR500_MC_0003));
        }

        assertThat(damaged).containsExactly(new GenerationId(cell.id(), 1));
    }

    @Test
    void aMissingGenerationIsAFailureAndNotAnEmptyCell() throws IOException {
        Cell cell = store.create("cell1");
        build(cell, 1, List.of());
        activate(cell.id(), 1);
        Files.delete(data.resolve("cells").resolve(cell.id()).resolve("1.db"));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> store.current(cell.id()))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR500_MC_0003));
    }

    /** Some file systems take seconds to list a directory, and the next import does not wait for that. */
    @Test
    void generationsBuiltWhileADirectoryIsListedAreKept() {
        Cell cell = store.create("cell1");
        build(cell, 1, List.of());
        build(cell, 2, List.of());
        activate(cell.id(), 2);
        AtomicLong newest = new AtomicLong(2);
        SlowListing listing = new SlowListing(() -> {
            build(cell, newest.incrementAndGet(), List.of(FilledStore.entity("Box", "id1", "newer")));
            activate(cell.id(), newest.get());
            build(cell, newest.get() + 100, List.of());
        });
        CellStore slow = new SqliteCellStore(listing.wrap(data), cells.unit(), new Sqlite(), Clock.systemUTC());
        listing.slowDown(data.resolve("cells").resolve(cell.id()));

        slow.discardOlder(cell.id(), 2);
        slow.discard(cell.id(), 1);

        assertThat(newest).as("imports meanwhile").hasValueGreaterThan(3);
        try (CellGeneration current = store.current(cell.id()).orElseThrow()) {
            assertThat(current.entity("Box", "newer")).isPresent();
        }
        assertThat(store.numbers(cell.id())).doesNotContain(1L).contains(newest.get(), newest.get() + 100);
    }

    @Test
    void aSweepDeletesLeftoversOfDeletedCellsAndKeepsUnknownDirectories() throws IOException {
        Cell kept = store.create("kept");
        Cell deleted = store.create("deleted");
        build(kept, 1, List.of());
        store.delete(deleted.id());
        build(deleted, 2, List.of());
        Path unknown = Files.createDirectories(data.resolve("cells/fromAnotherBackup"));
        Files.createFile(unknown.resolve("3.db"));

        store.sweepDeletedCells();

        assertThat(data.resolve("cells").resolve(deleted.id())).doesNotExist();
        assertThat(data.resolve("cells").resolve(kept.id()).resolve("1.db")).exists();
        assertThat(unknown.resolve("3.db")).exists();
    }

    @Test
    void otherFilesBesideTheGenerationsOfADeletedCellAreKept() throws IOException {
        Cell cell = store.create("cell1");
        build(cell, 1, List.of());
        Path directory = data.resolve("cells").resolve(cell.id());
        Path foreign = Files.createFile(directory.resolve("notes.txt"));

        assertThat(store.delete(cell.id())).isTrue();

        assertThat(directory).isDirectoryContaining(foreign::equals);
        assertThat(directory.resolve("1.db")).doesNotExist();
    }
}
