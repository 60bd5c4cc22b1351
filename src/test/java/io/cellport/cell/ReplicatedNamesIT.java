package io.cellport.cell;

import static io.cellport.Together.together;
import static io.cellport.cell.ClusteredCells.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ApiException;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of a cluster agree on which cell has a name. */
class ReplicatedNamesIT {

    private static final int ROUNDS = 200;

    @TempDir
    Path directory;

    private final PostgresAddress address = PostgresServer.newDatabase();

    @AutoClose
    private ClusteredCells a;

    @AutoClose
    private ClusteredCells b;

    @BeforeEach
    void open() {
        a = new ClusteredCells("node1", directory, address);
        b = new ClusteredCells("node2", directory, address);
    }

    private static Optional<Cell> find(ClusteredCells node) {
        return answer(() -> node.names().find("cell"));
    }

    private static boolean isThere(ClusteredCells node, Cell cell) {
        return answer(() -> node.names().isThere(cell));
    }

    @Test
    void aCellIsFoundOnTheOtherNodeAsSoonAsItIsCreatedAndNotAfterItIsDeleted() {
        for (int round = 0; round < ROUNDS; round++) {
            Cell cell = a.store().create("cell");

            assertThat(find(b)).contains(cell);
            assertThat(isThere(b, cell)).isTrue();

            b.store().delete(cell.id());

            assertThat(find(a)).isEmpty();
            assertThat(isThere(a, cell)).isFalse();
        }
    }

    @Test
    void aNameThatWasGivenToAnotherCellIsThatCellsOnly() {
        Cell first = a.store().create("cell");
        assertThat(find(b)).contains(first);
        a.store().delete(first.id());

        Cell second = a.store().create("cell");

        assertThat(find(b)).contains(second);
        assertThat(isThere(b, first)).isFalse();
        assertThat(isThere(b, second)).isTrue();
    }

    @Test
    void whatIsKnownOfACellHoldsOnlyIfAReadAfterTheQuestionFindsItUnchanged() {
        Cell first = a.store().create("cell");
        assertThat(find(b)).contains(first);
        assertThat(isUnchanged(first, System.nanoTime())).isTrue();
        a.store().delete(first.id());

        assertThat(b.names().known("cell")).contains(first);
        assertThat(isUnchanged(first, System.nanoTime())).isFalse();
        assertThat(b.names().known("cell")).isEmpty();

        Cell second = a.store().create("cell");
        assertThat(isUnchanged(first, System.nanoTime())).isFalse();
        assertThat(b.names().known("cell")).contains(second);
    }

    @Test
    void newContentIsAChangeOfACell() {
        Cell cell = a.store().create("cell");
        assertThat(find(b)).contains(cell);
        long asked = System.nanoTime();
        assertThat(isUnchanged(cell, asked)).isTrue();

        a.build(cell, 1, List.of());
        a.activate(cell.id(), 1);

        assertThat(b.names().isUnchanged(cell, asked).result())
                .as("no read since")
                .isTrue();
        assertThat(isUnchanged(cell, System.nanoTime())).isFalse();
    }

    private boolean isUnchanged(Cell known, long since) {
        return answer(() -> b.names().isUnchanged(known, since));
    }

    /** Each node takes the name when it is free and gives it back at once, and looks around meanwhile. */
    @Test
    void theNodesNeverDifferWhileTheyCompeteForAName() throws Exception {
        List<Integer> taken = together(2, node -> {
            ClusteredCells own = node == 0 ? a : b;
            ClusteredCells other = node == 0 ? b : a;
            int created = 0;
            for (int round = 0; round < ROUNDS; round++) {
                Optional<Cell> cell = created(own);
                if (cell.isPresent()) {
                    created++;
                    assertThat(find(other)).isEqualTo(cell);
                    assertThat(own.store().delete(cell.get().id())).isTrue();
                    assertThat(isThere(other, cell.get())).isFalse();
                }
            }
            return created;
        });

        assertThat(taken).allMatch(count -> count > 0);
    }

    private static Optional<Cell> created(ClusteredCells node) {
        try {
            return Optional.of(node.store().create("cell"));
        } catch (ApiException taken) {
            return Optional.empty();
        }
    }

    @Test
    void aNodeThatStartsLaterKnowsTheCellsThatAreThere() {
        Cell kept = a.store().create("kept");
        Cell deleted = a.store().create("deleted");
        a.store().delete(deleted.id());

        try (ClusteredCells late = new ClusteredCells("node3", directory, address)) {
            assertThat(answer(() -> late.names().find("kept"))).contains(kept);
            assertThat(answer(() -> late.names().find("deleted"))).isEmpty();
        }
    }
}
