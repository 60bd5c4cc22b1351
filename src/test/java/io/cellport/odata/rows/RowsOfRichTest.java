package io.cellport.odata.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.StoredEntity;
import io.cellport.imports.loader.LoadedEntities;
import io.cellport.odata.language.Expression;
import io.cellport.odata.language.Expression.Compare;
import io.cellport.odata.language.Expression.Contains;
import io.cellport.odata.language.Expression.StartsWith;
import io.cellport.odata.language.Literal;
import io.cellport.odata.language.Literal.Nothing;
import io.cellport.odata.language.Literal.Text;
import io.cellport.odata.language.Operator;
import io.cellport.odata.language.Order;
import io.cellport.odata.model.CellControl;
import io.cellport.odata.model.EntityModel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds rows of a cell that the reference exported. */
class RowsOfRichTest {

    @TempDir
    private static Path directory;

    private static CellGeneration generation;

    private final Rows rows = Rows.withoutIndexes();

    @BeforeAll
    static void load() throws Exception {
        generation = GenerationFile.of(directory, LoadedEntities.of(Path.of("src/test/resources/snapshots/rich.zip")));
    }

    @AfterAll
    static void close() {
        generation.close();
    }

    @Test
    void rowsOfACellComeInTheOrderOfImport() {
        FoundRows roles = rows.page(generation, RowQuery.first(set("Role"), 2), () -> {});
        List<String> stored = new ArrayList<>();
        generation.entities("Role", role -> stored.add(role.id()));

        assertThat(roles.next().id()).isEqualTo(stored.get(0));
        assertThat(roles.next().id()).isEqualTo(stored.get(1));
        assertThat(roles.hasNext()).isFalse();
    }

    @Test
    void theyAreCountedWhateverThePage() {
        RowQuery query = new RowQuery(set("Account"), Optional.empty(), List.of(), Optional.empty(), 0, 3, true, false);

        assertThat(rows.page(generation, query, () -> {}).count()).hasValue(8);
    }

    @Test
    void boxesWithoutASchemaComeLastInBothDirections() {
        assertThat(names(ordered("Box", new Order("Schema", false)))).containsExactly("box1", "box-3_x", "box2");
        assertThat(names(ordered("Box", new Order("Schema", true)))).containsExactly("box-3_x", "box1", "box2");
    }

    @Test
    void filtersCompareTexts() {
        assertThat(names(filtered("Account", compare("Name", Operator.EQ, new Text("alice")))))
                .containsExactly("alice");
        assertThat(names(filtered("Box", compare("Schema", Operator.EQ, new Nothing()))))
                .containsExactly("box2");
        assertThat(names(filtered("Account", new StartsWith("Name", "i"))))
                .containsExactlyInAnyOrder("iprange", "inactive");
        assertThat(names(filtered("Account", new Contains("EXAMPLE", "Name")))).containsExactly("dave@example.org");
    }

    @Test
    void thePropertiesOfParentsCanBeAskedFor() {
        assertThat(names(filtered("Role", compare("_Box.Name", Operator.EQ, new Text("box1")))))
                .containsExactlyInAnyOrder("editor", "owner");
        assertThat(names(filtered("ExtRole", compare("_Relation._Box.Name", Operator.EQ, new Text("box1")))))
                .hasSize(1);
    }

    @Test
    void relatedRowsAreParentsChildrenAndLinkedOnes() {
        EntityModel role = set("Role");
        StoredEntity owner = rows.one(generation, role, List.of(Optional.of("owner"), Optional.of("box1")), () -> {})
                .orElseThrow();
        StoredEntity box1 = generation.entity("Box", "box1").orElseThrow();

        assertThat(names(related(owner, role, "_Box", "Box"))).containsExactly("box1");
        assertThat(names(related(box1, set("Box"), "_Role", "Role"))).containsExactlyInAnyOrder("editor", "owner");
        assertThat(names(related(owner, role, "_Account", "Account"))).containsExactly("dave@example.org");
        StoredEntity dave = generation.entity("Account", "dave@example.org").orElseThrow();
        assertThat(names(related(dave, set("Account"), "_Role", "Role"))).containsExactlyInAnyOrder("owner", "doctor");
    }

    @Test
    void fullTextIsSearchedInMessagesOnly() {
        assertThat(searched("ReceivedMessage", "nosuchword")).isEmpty();
        assertThat(searched("ReceivedMessage", "relation.add")).hasSize(1);
        assertThat(searched("Account", "alice")).isEmpty();
    }

    private List<StoredEntity> searched(String set, String words) {
        return list(new RowQuery(set(set), Optional.empty(), List.of(), Optional.of(words), 25, 0, false, false));
    }

    private List<StoredEntity> related(StoredEntity row, EntityModel of, String navigation, String target) {
        FoundRows found = rows.related(
                generation, row, of.navigation(navigation).orElseThrow(), RowQuery.first(set(target), 25), () -> {});
        List<StoredEntity> all = new ArrayList<>();
        found.forEachRemaining(all::add);
        return all;
    }

    private List<StoredEntity> ordered(String set, Order order) {
        return list(new RowQuery(set(set), Optional.empty(), List.of(order), Optional.empty(), 25, 0, false, false));
    }

    private List<StoredEntity> filtered(String set, Expression filter) {
        return list(RowQuery.first(set(set), 25).where(filter));
    }

    private List<StoredEntity> list(RowQuery query) {
        List<StoredEntity> all = new ArrayList<>();
        rows.page(generation, query, () -> {}).forEachRemaining(all::add);
        return all;
    }

    private static Expression compare(String property, Operator operator, Literal literal) {
        return new Compare(property, operator, literal);
    }

    private static EntityModel set(String name) {
        return CellControl.MODEL.set(name).orElseThrow();
    }

    private static List<String> names(List<StoredEntity> found) {
        return found.stream()
                .map(row -> new JsonObject(Buffer.buffer(row.source()))
                        .getJsonObject("s")
                        .getString("Name"))
                .toList();
    }
}
