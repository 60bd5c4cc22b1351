package io.cellport.cell.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.FilledStore;
import io.cellport.cell.generation.Row.Entity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link CellStore} must find in a generation. */
public interface GenerationQueriesContract extends FilledStore {

    @Test
    default void anEntityIsFoundByItsIdAndByItsExactKey() {
        String source = "{\"s\":{\"\u00e9\":\"\\t\"}}";
        try (CellGeneration current = holding(entity("Role", "id1", "r1", source))) {
            for (StoredEntity found : List.of(
                    current.entity("id1").orElseThrow(),
                    current.entity("Role", "r1").orElseThrow())) {
                assertThat(found.type()).isEqualTo("Role");
                assertThat(found.id()).isEqualTo("id1");
                assertThat(found.key()).isEqualTo("r1");
                assertThat(found.source()).asString(UTF_8).isEqualTo(source);
            }
            assertThat(current.entity("r1")).isEmpty();
            assertThat(current.entity("Box", "r1")).isEmpty();
            assertThat(current.entity("Role", "R1")).isEmpty();
        }
    }

    @Test
    default void entitiesLongerThanTheLimitAreLeftOut() {
        String tenBytes = "{\"a\":\"\u00e9\"}";
        try (CellGeneration current =
                holding(entity("Role", "id1", "r1", "{}"), entity("Role", "id2", "r2", tenBytes))) {
            assertThat(current.entity("Role", "r2", 10)).isPresent();
            assertThat(current.entity("Role", "r2", 9)).isEmpty();
            List<String> all = new ArrayList<>();
            current.entities("Role", 10, entity -> all.add(entity.id()));
            assertThat(all).containsExactly("id1", "id2");
            List<String> brief = new ArrayList<>();
            current.entities("Role", 9, entity -> brief.add(entity.id()));
            assertThat(brief).containsExactly("id1");
        }
    }

    @Test
    default void entitiesOfATypeAreFoundByTheirIds() {
        try (CellGeneration current = holding(
                entity("Role", "id1", "r1", "{}"),
                entity("Role", "id2", "r2", "{\"longer\":true}"),
                entity("Role", "id3", "r3", "{}"),
                entity("Box", "id4", "b1", "{}"))) {
            assertThat(ids(current, List.of("id1", "id3", "id4", "none"), 100)).containsExactlyInAnyOrder("id1", "id3");
            assertThat(ids(current, List.of("id1", "id2"), 2)).containsExactly("id1");
            assertThat(ids(current, List.of("id1", "id1"), 100)).containsExactly("id1");
            assertThat(ids(current, List.of(), 100)).isEmpty();
            List<String> many = new ArrayList<>(List.of("id2"));
            for (int i = 0; i < 5_000; i++) {
                many.add("none" + i);
            }
            many.add("id3");
            assertThat(ids(current, many, 100)).containsExactlyInAnyOrder("id2", "id3");
        }
    }

    private static List<String> ids(CellGeneration generation, List<String> asked, int mostBytes) {
        List<String> found = new ArrayList<>();
        generation.entities("Role", asked, mostBytes, entity -> found.add(entity.id()));
        return found;
    }

    @Test
    default void oneOfSeveralKeysIsEnough() {
        try (CellGeneration current = holding(entity("Role", "id1", "r1", "{}"), entity("Box", "id2", "b1", "{}"))) {
            assertThat(current.hasAny("Role", List.of("r0", "r1"))).isTrue();
            assertThat(current.hasAny("Role", List.of("b1", "id1"))).isFalse();
            assertThat(current.hasAny("Role", List.of())).isFalse();
        }
    }

    @Test
    default void aLinkIsFoundFromBothEndsWhicheverWayItWasStored() {
        Cell cell = store().create("cell1");
        build(
                cell,
                1,
                List.of(
                        FilledStore.entity("link", "a-r", "Account\ta\tRole\tr\t"),
                        FilledStore.entity("link", "s-a", "Role\ts\tAccount\ta\t")));
        activate(cell.id(), 1);

        try (CellGeneration current = store().current(cell.id()).orElseThrow()) {
            assertThat(current.isLinkedToAny("Account", "a", "Role", List.of("r")))
                    .isTrue();
            assertThat(current.isLinkedToAny("Role", "r", "Account", List.of("a")))
                    .isTrue();
            assertThat(current.isLinkedToAny("Account", "a", "Role", List.of("s")))
                    .isTrue();
            assertThat(current.isLinkedToAny("Account", "r", "Role", List.of("a")))
                    .isFalse();
            assertThat(current.isLinkedToAny("Account", "a", "Role", List.of("")))
                    .isFalse();
            assertThat(current.isLinkedToAny("Account", "a", "Role", List.of())).isFalse();
            assertThat(current.isLinkedToAny("Account", "a", "Role", List.of("x", "y", "s")))
                    .isTrue();
        }
    }

    private CellGeneration holding(Row... rows) {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of(rows));
        activate(cell.id(), 1);
        return store().current(cell.id()).orElseThrow();
    }

    private static Entity entity(String type, String id, String key, String source) {
        return new Entity(type, id, key, source.getBytes(UTF_8), List.of());
    }
}
