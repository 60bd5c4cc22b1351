package io.cellport.cell;

import static io.cellport.cell.FilledAccess.entity;
import static io.cellport.cell.FilledAccess.link;
import static io.cellport.cell.FilledAccess.listed;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.StoredEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which roles and boxes there are, and who holds the roles. */
interface AccessRolesContract extends FilledAccess {

    @Test
    default void rolesAreFoundByTheirIds() {
        assertFoundById("Role", AccessContent::roles);
    }

    @Test
    default void boxesAreFoundByTheirIds() {
        assertFoundById("Box", AccessContent::boxes);
    }

    interface ById {
        void find(AccessContent content, List<String> ids, Consumer<StoredEntity> consumer);
    }

    private void assertFoundById(String type, ById asked) {
        List<Row> rows = new ArrayList<>();
        TEXTS.forEach(id -> rows.add(entity(type, id, "key of " + id)));
        rows.add(entity(type.equals("Role") ? "Box" : "Role", "other", "other"));
        rows.add(entity("Account", "account", "account"));

        try (AccessContent content = holding(rows.toArray(Row[]::new))) {
            BiConsumer<List<String>, List<String>> finds =
                    (ids, found) -> assertThat(listed(consumer -> asked.find(content, ids, consumer)))
                            .containsExactlyInAnyOrderElementsOf(
                                    found.stream().map(id -> "key of " + id).toList());
            TEXTS.forEach(id -> finds.accept(List.of(id), List.of(id)));
            finds.accept(TEXTS, TEXTS);
            finds.accept(List.of(), List.of());
            finds.accept(List.of("alice", "none", "alice"), List.of("alice"));
            finds.accept(List.of("other", "account", "key of alice", "\u0000", "alice\u0000"), List.of());
            List<String> many = new ArrayList<>(List.of("alice"));
            IntStream.range(0, 5_000).forEach(i -> many.add("none" + i));
            many.add("%");
            finds.accept(many, List.of("alice", "%"));
        }
    }

    @Test
    default void anAccountHoldsARoleWhicheverEndTheLinkWasStoredFrom() {
        try (AccessContent content = holding(
                link("Account", "a", "Role", "r"),
                link("Role", "s", "Account", "a"),
                link("Account", "b", "Role", "t"))) {
            assertThat(content.holdsAny("a", List.of("r"))).isTrue();
            assertThat(content.holdsAny("a", List.of("s"))).isTrue();
            assertThat(content.holdsAny("a", List.of("none", "other", "s"))).isTrue();
            assertThat(content.holdsAny("a", List.of("t"))).isFalse();
            assertThat(content.holdsAny("b", List.of("r", "s"))).isFalse();
            assertThat(content.holdsAny("r", List.of("a"))).isFalse();
            assertThat(content.holdsAny("A", List.of("r"))).isFalse();
            assertThat(content.holdsAny("a", List.of("", "\u0000"))).isFalse();
            assertThat(content.holdsAny("a", List.of())).isFalse();
        }
    }

    @Test
    default void linksOfOtherTypesGiveNoRole() {
        try (AccessContent content = holding(
                link("Account", "a", "ReceivedMessageRead", "r"),
                link("ExtCell", "a", "Role", "r"),
                link("Role", "a", "Relation", "r"),
                link("Accounts", "a", "Role", "r"),
                link("Account", "a", "Roles", "r"))) {
            assertThat(content.holdsAny("a", List.of("r"))).isFalse();
        }
    }

    @Test
    default void idsWithTabsAreTakenAsTheyAre() {
        try (AccessContent content = holding(
                link("Account", "a\tRole\tb", "Relation", "c"), link("Role", "r\tAccount\ts", "Account", "a"))) {
            assertThat(content.holdsAny("a", List.of("b\tRelation\tc"))).isTrue();
            assertThat(content.holdsAny("a", List.of("b", "c"))).isFalse();
            assertThat(content.holdsAny("a", List.of("r\tAccount\ts"))).isTrue();
            assertThat(content.holdsAny("s", List.of("r"))).isFalse();
        }
    }

    @Test
    default void anAccountIsFoundToHoldOneOfManyRoles() {
        List<String> ids = IntStream.range(0, 3_000).mapToObj(i -> "role" + i).toList();

        try (AccessContent content = holding(link("Role", "role2999", "Account", "a"))) {
            assertThat(content.holdsAny("a", ids)).isTrue();
            assertThat(content.holdsAny("a", ids.subList(0, 2_999))).isFalse();
        }
    }
}
