package io.cellport.cell;

import static io.cellport.Together.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CellStore} must do about cells and which generation is theirs. An implementation's test implements
 * {@link FilledStore}.
 */
interface CellStoreContract extends FilledStore {
    @Test
    default void aNewCellIsFoundByItsNameAndHasNoContent() {
        Cell cell = store().create("cell1");

        assertThat(store().find("cell1")).contains(cell);
        assertThat(store().find("Cell1")).isEmpty();
        assertThat(store().current(cell.id())).isEmpty();
    }

    @Test
    default void aNameIsTakenOnlyOnce() {
        store().create("cell1");

        assertThatThrownBy(() -> store().create("cell1"))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR409_OD_0003));
    }

    @Test
    default void oneOfManySimultaneousRequestsGetsAName() throws Exception {
        List<Boolean> outcomes = together(6, i -> {
            try {
                store().create("cell1");
                return true;
            } catch (ApiException refused) {
                return false;
            }
        });

        assertThat(outcomes.stream().filter(won -> won)).hasSize(1);
        assertThat(store().list()).hasSize(1);
    }

    @Test
    default void anUnknownCellHasNothing() {
        assertThat(store().find("none")).isEmpty();
        assertThat(store().list()).isEmpty();
        assertThat(store().current("none")).isEmpty();
        assertThat(store().currentNumber("none")).isEmpty();
        assertThat(store().numbers("none")).isEmpty();
        assertThat(store().delete("none")).isFalse();
        assertThat(store().deleteEmpty("none")).isFalse();
    }

    @Test
    default void theGenerationsOfADeletedCellAreDeleted() {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of());
        activate(cell.id(), 1);
        begin(cell, 2);

        assertThat(store().delete(cell.id())).isTrue();

        assertThat(isStored(cell, 1)).isFalse();
        assertThat(isStored(cell, 2)).isFalse();
        assertThat(store().current(cell.id())).isEmpty();
    }

    @Test
    default void cellsAreListedByName() {
        store().create("b");
        store().create("a");

        assertThat(store().list()).extracting(Cell::name).containsExactly("a", "b");
    }

    @Test
    default void aDeletedCellIsGoneAndItsNameIsFree() {
        Cell cell = store().create("cell1");

        assertThat(store().delete(cell.id())).isTrue();
        assertThat(store().delete(cell.id())).isFalse();
        assertThat(store().find("cell1")).isEmpty();
        assertThat(store().create("cell1").id()).isNotEqualTo(cell.id());
    }

    @Test
    default void onlyACellThatWasNeverImportedIntoIsEmpty() {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of());
        activate(cell.id(), 1);

        assertThatThrownBy(() -> store().deleteEmpty(cell.id()))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR409_OD_0001));
        assertThat(store().currentNumber(cell.id())).hasValue(1);
        store().current(cell.id()).orElseThrow().close();

        Cell empty = store().create("cell2");
        assertThat(store().deleteEmpty(empty.id())).isTrue();
        assertThat(store().deleteEmpty(empty.id())).isFalse();
    }

    @Test
    default void aGenerationIsInvisibleUntilItIsActivated() {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of(FilledStore.entity("Box", "id1", "box1")));

        assertThat(store().current(cell.id())).isEmpty();
        activate(cell.id(), 1);
        try (CellGeneration current = store().current(cell.id()).orElseThrow()) {
            assertThat(current.number()).isEqualTo(1);
            assertThat(current.summary().entities()).isEqualTo(Map.of("Box", 1L));
        }
    }

    @Test
    default void theCurrentNumberChangesWithTheActivation() {
        Cell cell = store().create("cell1");
        assertThat(store().currentNumber(cell.id())).isEmpty();

        for (long number : List.of(1L, 7L)) {
            build(cell, number, List.of());
            activate(cell.id(), number);
            assertThat(store().currentNumber(cell.id())).hasValue(number);
        }
        store().delete(cell.id());
        assertThat(store().currentNumber(cell.id())).isEmpty();
    }

    @Test
    default void aSupersededGenerationIsDeletedAfterItsLastReaderClosesIt() {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of(FilledStore.entity("Box", "id1", "old")));
        activate(cell.id(), 1);
        try (CellGeneration old = store().current(cell.id()).orElseThrow()) {
            build(cell, 2, List.of(FilledStore.entity("Box", "id1", "new")));
            activate(cell.id(), 2);
            store().discardOlder(cell.id(), 2);

            assertThat(old.entity("Box", "old")).isPresent();
        }
        try (CellGeneration current = store().current(cell.id()).orElseThrow()) {
            assertThat(current.entity("Box", "new")).isPresent();
        }
    }

    @Test
    default void onlyTheGenerationThatIsDiscardedIsGone() {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of(FilledStore.entity("Box", "id1", "current")));
        activate(cell.id(), 1);
        Checkpoint reached = begin(cell, 2);
        begin(cell, 3);

        store().discard(cell.id(), 2);
        store().discard(cell.id(), 7);

        assertThat(isStored(cell, 1)).isTrue();
        assertThat(isStored(cell, 2)).isFalse();
        assertThat(isStored(cell, 3)).isTrue();
        assertThat(store().numbers(cell.id())).contains(3L).doesNotContain(2L);
        assertThat(store().current(cell.id())).hasValueSatisfying(CellGeneration::close);
        assertThat(checkpoint(cell, 2)).isEqualTo(Checkpoint.START);
        assertThat(checkpoint(cell, 3)).isEqualTo(reached);
    }

    @Test
    default void theCurrentGenerationIsNeverDiscarded() {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of(FilledStore.entity("Box", "id1", "current")));
        activate(cell.id(), 1);

        store().discard(cell.id(), 1);
        store().discardOlder(cell.id(), 1);

        assertThat(store().current(cell.id())).hasValueSatisfying(CellGeneration::close);
    }

    @Test
    default void olderGenerationsAreDeletedAndNewerOnesKept() {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of());
        begin(cell, 2);
        build(cell, 3, List.of());
        activate(cell.id(), 3);
        Checkpoint reached = begin(cell, 4);

        store().discardOlder(cell.id(), 3);

        assertThat(isStored(cell, 1)).isFalse();
        assertThat(isStored(cell, 2)).isFalse();
        assertThat(isStored(cell, 3)).isTrue();
        assertThat(store().numbers(cell.id())).contains(4L).doesNotContain(1L, 2L);
        assertThat(checkpoint(cell, 4)).isEqualTo(reached);
    }

    private Checkpoint begin(Cell cell, long number) {
        Checkpoint reached = new Checkpoint(1, 1, 1);
        try (GenerationWriter writer = store().build(cell.id(), number)) {
            writer.write(List.of(FilledStore.entity("Box", "id1", "b")), reached);
        }
        return reached;
    }

    private Checkpoint checkpoint(Cell cell, long number) {
        try (GenerationWriter writer = store().build(cell.id(), number)) {
            return writer.checkpoint();
        }
    }
}
