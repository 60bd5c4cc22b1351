package io.cellport.cell.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.cell.FilledStore;
import io.cellport.cell.generation.Row.Entity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store must do about entities that are asked for in the order of their ids. */
public interface SortedEntitiesContract extends FilledStore {

    @Test
    default void entitiesAreListedTypeAfterTypeInTheOrderOfTheBytesOfTheirIds(@TempDir Path temporaries)
            throws IOException {
        Cell cell = store().create("cell1");
        build(
                cell,
                1,
                mixed(List.of("b", "ab", "a", "a\u0000b", "a\u0000", "é", "Z", "x".repeat(20_000), "x"), 20_000));
        activate(cell.id(), 1);

        assertThat(byId(cell, temporaries, "Role", "Box"))
                .containsExactlyElementsOf(Stream.of("Role", "Box")
                        .flatMap(type -> Stream.of(
                                        "Z", "a", "a\u0000", "a\u0000b", "ab", "b", "x", "x".repeat(20_000), "é")
                                .map(id -> type + " " + type + id))
                        .toList());
        assertThat(byId(cell, temporaries, "Rule")).isEmpty();
        assertThat(temporaries).isEmptyDirectory();
    }

    @Test
    default void entitiesThatDoNotFitIntoMemoryAreSortedInAFileThatIsGoneInTheEnd(@TempDir Path temporaries)
            throws IOException {
        Cell cell = store().create("cell1");
        List<String> ids = IntStream.range(0, 2_000)
                .mapToObj(i -> Integer.toString(i * 7_919 % 100_003))
                .toList();
        build(cell, 1, mixed(ids, 5_000));
        activate(cell.id(), 1);

        assertThat(byId(cell, temporaries, "Role"))
                .containsExactlyElementsOf(
                        ids.stream().map(id -> "Role Role" + id).sorted().toList());
        assertThat(temporaries).isEmptyDirectory();
        assertThatThrownBy(() -> byId(cell, temporaries.resolve("missing"), "Role"))
                .isInstanceOf(UncheckedIOException.class);
        try (CellGeneration current = store().current(cell.id()).orElseThrow()) {
            AtomicInteger beats = new AtomicInteger();
            Runnable stop = () -> {
                if (beats.incrementAndGet() == 5) {
                    throw new CancellationException();
                }
            };
            assertThatThrownBy(() -> current.entitiesById(List.of("Role"), temporaries, stop, entity -> {}))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(temporaries).isEmptyDirectory();
    }

    @Test
    default void memoryIsAskedForBeforeLongIdsAndSourcesAreRead(@TempDir Path temporaries) throws IOException {
        Cell cell = store().create("cell1");
        int longId = RowMemory.FREE_BYTES + 1;
        int longSource = 5 * RowMemory.FREE_BYTES;
        byte[] source = ("{\"s\":\"" + "s".repeat(longSource) + "\"}").getBytes(UTF_8);
        build(
                cell,
                1,
                List.of(
                        new Entity("Role", "a", "a", "{}".getBytes(UTF_8), List.of()),
                        new Entity("Role", "b".repeat(longId), "b", "{}".getBytes(UTF_8), List.of()),
                        new Entity("Role", "c", "c", source, List.of())));
        activate(cell.id(), 1);

        List<String> happened = new ArrayList<>();
        try (CellGeneration current =
                store().current(cell.id()).orElseThrow().lending(bytes -> happened.add("need " + bytes))) {
            current.entitiesById(
                    List.of("Role"), temporaries, () -> {}, entity -> happened.add("entity " + (char) entity.id()[0]));
        }

        int keyOfLongId = 1 + longId + 2 + "{}".length();
        assertThat(happened)
                .containsExactly(
                        "need " + longId,
                        "entity a",
                        "need " + keyOfLongId,
                        "entity b",
                        "need " + source.length,
                        "entity c");
    }

    /** A role and a box of each id, with a source of any length up to the longest. */
    private static List<Row> mixed(List<String> ids, int longest) {
        Random random = new Random(1);
        List<Row> rows = new ArrayList<>();
        for (String id : ids) {
            for (String type : List.of("Role", "Box")) {
                byte[] source = ("{\"s\":\"" + "s".repeat(random.nextInt(longest)) + "\"}").getBytes(UTF_8);
                rows.add(new Entity(type, type + id, type + id, source, List.of()));
            }
        }
        return rows;
    }

    /** Types and ids, of entities that have the source that is found by their ids. */
    private List<String> byId(Cell cell, Path temporaries, String... types) {
        List<String> found = new ArrayList<>();
        try (CellGeneration current = store().current(cell.id()).orElseThrow()) {
            current.entitiesById(List.of(types), temporaries, () -> {}, entity -> {
                String id = new String(entity.id(), UTF_8);
                found.add(entity.type() + " " + id);
                assertThat(current.entity(id).orElseThrow().source()).isEqualTo(entity.source());
            });
        }
        return found;
    }
}
