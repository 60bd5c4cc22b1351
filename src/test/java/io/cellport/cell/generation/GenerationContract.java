package io.cellport.cell.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.FilledStore;
import io.cellport.cell.construction.DuplicateException;
import io.cellport.cell.construction.DuplicateException.Second;
import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.construction.MissingFileException;
import io.cellport.cell.generation.Row.Entity;
import io.cellport.cell.generation.Row.FileChunk;
import io.cellport.cell.generation.Row.Node;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CellStore} must do about the content of a generation. An implementation's test implements
 * {@link FilledStore}.
 */
public interface GenerationContract extends FilledStore {
    @Test
    default void entitiesAreFoundByIdAndByKeyAndListedInOrder() {
        Cell cell = store().create("cell1");
        build(
                cell,
                1,
                List.of(
                        FilledStore.entity("Role", "z", "r1"),
                        FilledStore.entity("Role", "a", "r2"),
                        FilledStore.entity("Box", "m", "r1")));
        activate(cell.id(), 1);

        try (CellGeneration current = store().current(cell.id()).orElseThrow()) {
            assertThat(current.entity("z")).map(StoredEntity::key).contains("r1");
            assertThat(current.entity("Role", "r2")).map(StoredEntity::id).contains("a");
            assertThat(current.entity("Role", "nope")).isEmpty();
            List<String> ids = new ArrayList<>();
            current.entities("Role", entity -> ids.add(entity.id()));
            assertThat(ids).containsExactly("z", "a");
        }
    }

    @Test
    default void aGenerationWithARepeatedIdCannotBeSealed() {
        assertDuplicate(
                new Second.OfEntity("Role", 2),
                FilledStore.entity("Box", "same", "b1"),
                FilledStore.entity("Role", "other", "r1"),
                FilledStore.entity("Role", "same", "r2"),
                FilledStore.entity("Role", "third", "r1"));
    }

    @Test
    default void aGenerationWithARepeatedKeyInOneTypeCannotBeSealed() {
        assertDuplicate(
                new Second.OfEntity("Box", 3),
                FilledStore.entity("Box", "id1", "b1"),
                FilledStore.entity("Role", "id2", "b1"),
                FilledStore.entity("Box", "id3", "b2"),
                FilledStore.entity("Box", "id4", "b1"),
                FilledStore.entity("Box", "id5", "b2"));
    }

    @Test
    default void aGenerationWithARepeatedPathCannotBeSealed() {
        assertDuplicate(new Second.OfFile("__/a"), file("__/a"), file("__/b"), file("__/a"));
    }

    @Test
    default void aGenerationWithoutANeededFileCannotBeSealed() {
        Cell cell = store().create("cell1");
        try (GenerationWriter writer = store().build(cell.id(), 1)) {
            writer.write(
                    List.of(new Row.NeededFile("b/.pmeta"), file("a/.pmeta"), new Row.NeededFile("a/.pmeta")),
                    Checkpoint.START);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> writer.seal(() -> {}))
                        .isInstanceOfSatisfying(
                                MissingFileException.class,
                                e -> assertThat(e.path()).isEqualTo("b/.pmeta"));
            }

            writer.write(List.of(file("b/.pmeta")), Checkpoint.START);

            assertThat(writer.seal(() -> {}).files()).isEqualTo(2);
        }
    }

    private void assertDuplicate(Second second, Row... rows) {
        Cell cell = store().create("cell1");
        try (GenerationWriter writer = store().build(cell.id(), 1)) {
            writer.write(List.of(rows), Checkpoint.START);

            assertThatThrownBy(() -> writer.seal(() -> {}))
                    .isInstanceOfSatisfying(
                            DuplicateException.class,
                            e -> assertThat(e.second()).isEqualTo(second));
        }
    }

    private static FileChunk file(String path) {
        return new FileChunk(path, 0, new byte[1], true);
    }

    @Test
    default void filesOfEverySizeComeBackByteForByte() throws IOException {
        Cell cell = store().create("cell1");
        byte[] big = new byte[2 * FileChunk.CHUNK_BYTES + 17];
        new Random(7).nextBytes(big);
        List<Row> rows = new ArrayList<>();
        rows.add(new FileChunk("__/empty/content", 0, new byte[0], true));
        for (int i = 0; i < 3; i++) {
            int from = i * FileChunk.CHUNK_BYTES;
            int to = Math.min(big.length, from + FileChunk.CHUNK_BYTES);
            rows.add(new FileChunk("__/big/content", i, Arrays.copyOfRange(big, from, to), i == 2));
        }
        build(cell, 1, rows);
        activate(cell.id(), 1);

        try (CellGeneration current = store().current(cell.id()).orElseThrow()) {
            List<String> paths = new ArrayList<>();
            current.paths(paths::add);
            assertThat(paths).containsExactly("__/empty/content", "__/big/content");
            assertThat(current.file("__/empty/content").orElseThrow().readAllBytes())
                    .isEmpty();
            assertThat(current.file("__/big/content").orElseThrow().readAllBytes())
                    .isEqualTo(big);
            try (InputStream stream = current.file("__/big/content").orElseThrow()) {
                assertThat(stream.read()).isEqualTo(big[0] & 0xff);
                stream.skipNBytes(big.length - 2L);
                assertThat(stream.read()).isEqualTo(big[big.length - 1] & 0xff);
                assertThat(stream.read()).isEqualTo(-1);
            }
            assertThat(current.file("__/none")).isEmpty();
            assertThat(current.summary().files()).isEqualTo(2);
            assertThat(current.summary().fileBytes()).isEqualTo(big.length);
        }
    }

    @Test
    default void buildingGoesOnFromTheLastCheckpoint() {
        Cell cell = store().create("cell1");
        Checkpoint reached = new Checkpoint(3, 2, 77);
        try (GenerationWriter writer = store().build(cell.id(), 1)) {
            assertThat(writer.checkpoint()).isEqualTo(Checkpoint.START);
            writer.write(List.of(FilledStore.entity("Box", "id1", "b1")), reached);
        }
        try (GenerationWriter writer = store().build(cell.id(), 1)) {
            assertThat(writer.checkpoint()).isEqualTo(reached);
            writer.write(List.of(FilledStore.entity("Box", "id2", "b2")), new Checkpoint(3, 3, 99));

            assertThat(writer.seal(() -> {}).entities()).isEqualTo(Map.of("Box", 2L));
        }
    }

    @Test
    default void sealingTwiceGivesTheSame() {
        Cell cell = store().create("cell1");
        GenerationSummary first = build(cell, 1, List.of(FilledStore.entity("Box", "id1", "b1")));

        try (GenerationWriter writer = store().build(cell.id(), 1)) {
            assertThat(writer.seal(() -> {})).isEqualTo(first);
        }
    }

    @Test
    default void anotherWriterCanRepeatAnInterruptedSealing() {
        Cell cell = store().create("cell1");
        AtomicInteger beats = new AtomicInteger();
        try (GenerationWriter writer = store().build(cell.id(), 1)) {
            writer.write(List.of(FilledStore.entity("Box", "id1", "b1")), Checkpoint.START);

            assertThatThrownBy(() -> writer.seal(() -> {
                        beats.incrementAndGet();
                        throw new CancellationException();
                    }))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(beats).hasValue(1);

        try (GenerationWriter writer = store().build(cell.id(), 1)) {
            assertThat(writer.seal(beats::incrementAndGet).entities()).isEqualTo(Map.of("Box", 1L));
        }

        assertThat(beats).hasValueGreaterThan(1);
        activate(cell.id(), 1);
        assertThat(store().current(cell.id())).hasValueSatisfying(CellGeneration::close);
    }

    @Test
    default void referencesToNothingAreCounted() {
        Cell cell = store().create("cell1");
        GenerationSummary summary = build(
                cell,
                1,
                List.of(
                        new Entity("Role", "r", "r", FilledStore.json(), List.of("box")),
                        new Entity("Box", "box", "b", FilledStore.json(), List.of()),
                        new Entity("link", "l1", "l1", FilledStore.json(), List.of("r", "nobody")),
                        new Entity("link", "l2", "l2", FilledStore.json(), List.of("nobody", "nothing"))));

        assertThat(summary.danglingReferences()).isEqualTo(3);
    }

    @Test
    default void aCollectionOfEntitiesCanBeReferredTo() {
        Cell cell = store().create("cell1");
        GenerationSummary summary = build(
                cell,
                1,
                List.of(
                        new Node("collection"),
                        new Entity("EntityType", "t1", "t1", FilledStore.json(), List.of("collection")),
                        new Entity("EntityType", "t2", "t2", FilledStore.json(), List.of("another"))));

        assertThat(summary.danglingReferences()).isEqualTo(1);
        assertThat(summary.counts()).isEqualTo(Map.of("EntityType", 2L));
    }
}
