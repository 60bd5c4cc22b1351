package io.cellport.odata.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.Patience;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.Row.Entity;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.loader.LoadedEntities;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Place;
import io.cellport.odata.model.Property;
import io.cellport.odata.model.Property.ComplexType;
import io.cellport.odata.model.Relation;
import io.cellport.odata.rows.GenerationFile;
import io.cellport.odata.schema.UserSchema.Association;
import io.cellport.odata.schema.UserSchema.End;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.MemoryShare;
import io.cellport.worker.MemoryShare.Grant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserSchemasTest {

    private static final String CUSTOMER = "FNnEQohsTV20D6DoBwLGhg";
    private static final String ORDER = "Z4azPUb7QSG9wA-Cu6OUow";
    private static final String PRODUCT = "ziFOHW1ASLaZkffdMA4a7Q";

    @TempDir
    private Path directory;

    @Test
    void theTypesOfACollectionAreThoseOfTheReference() throws Exception {
        UserSchema schema = rich("8XnztyNsSKuK3tOxkWw6rQ", "reUlBWfaQhOjaVeK7-TT2Q");

        assertThat(schema.service().sets().keySet()).containsExactly("Customer", "Empty", "Order", "Product", "User");
        EntityModel customer = schema.service().set("Customer").orElseThrow();
        assertThat(customer.properties().stream().map(Property::name))
                .containsExactly(
                        "__id",
                        "__published",
                        "__updated",
                        "addr",
                        "age",
                        "dyn",
                        "dynbool",
                        "dyndouble",
                        "dynint",
                        "grade",
                        "name",
                        "nums",
                        "ratio",
                        "score",
                        "since",
                        "tags",
                        "vip");
        assertThat(customer.property("dynint")).hasValueSatisfying(property -> {
            assertThat(property.type()).isEqualTo(EdmType.DOUBLE);
            assertThat(property.isDeclared()).isFalse();
        });
        assertThat(customer.property("nums").orElseThrow().isList()).isTrue();
        assertThat(customer.property("name").orElseThrow().isNullable()).isFalse();
        assertThat(customer.property("grade").orElseThrow().defaultValue()).hasValue("C");
        assertThat(customer.property("vip").orElseThrow().place()).isEqualTo(Place.at("s", "P005"));
    }

    @Test
    void complexTypesContainOneAnother() throws Exception {
        UserSchema schema = rich("8XnztyNsSKuK3tOxkWw6rQ", "reUlBWfaQhOjaVeK7-TT2Q");

        ComplexType address = schema.service()
                .set("Customer")
                .orElseThrow()
                .property("addr")
                .orElseThrow()
                .complex()
                .orElseThrow();
        assertThat(address.properties().stream().map(Property::name)).containsExactly("city", "geo", "zip");
        ComplexType geo = address.properties().get(1).complex().orElseThrow();
        assertThat(geo.properties())
                .containsExactly(
                        Property.of("lat", EdmType.DOUBLE, Place.at("P001")),
                        Property.of("lon", EdmType.DOUBLE, Place.at("P002")));
        assertThat(schema.complexTypes()).containsExactly(address, geo);
    }

    @Test
    void associationsLeadFromOneTypeToTheOther() throws Exception {
        UserSchema schema = rich("8XnztyNsSKuK3tOxkWw6rQ", "reUlBWfaQhOjaVeK7-TT2Q");
        EntityModel customer = schema.service().set("Customer").orElseThrow();
        EntityModel order = schema.service().set("Order").orElseThrow();

        assertThat(customer.navigation("_Order").orElseThrow().relation())
                .isEqualTo(new Relation.ListedChildren(CUSTOMER));
        assertThat(customer.navigation("_Product").orElseThrow().relation())
                .isEqualTo(new Relation.Links(CUSTOMER, PRODUCT));
        assertThat(order.navigation("_Customer").orElseThrow().relation())
                .isEqualTo(new Relation.ListedParent(CUSTOMER));
        assertThat(order.navigation("_Product").orElseThrow().relation()).isEqualTo(new Relation.Links(ORDER, PRODUCT));
        assertThat(schema.associations())
                .hasSize(3)
                .contains(new Association(new End("c2o", "Customer", "0..1"), new End("o2c", "Order", "*")));
    }

    @Test
    void theMainBoxHasTheIdOfItsCell() throws Exception {
        assertThat(rich("mrwC2oUdQYmV2jjZBe3HqQ", "aIyWJWq3R5ePjjCP5NtGcA")
                        .service()
                        .sets())
                .containsOnlyKeys("Memo");
    }

    @Test
    void oneEndThatNamesTheOtherIsEnough() throws Exception {
        UserSchema schema = read(
                entity("EntityType", "a", "box\tnode\tA", "{'s':{'Name':'A'}}"),
                entity("EntityType", "b", "box\tnode\tB", "{'s':{'Name':'B'}}"),
                entity(
                        "AssociationEnd",
                        "e1",
                        "a\te1",
                        "{'s':{'Name':'e1','Multiplicity':'1'},'l':{'EntityType':'a'}}"),
                entity(
                        "AssociationEnd",
                        "e2",
                        "b\te2",
                        "{'s':{'Name':'e2','Multiplicity':'1'},'l':{'EntityType':'b','AssociationEnd':'e1'}}"));

        assertThat(schema.associations()).hasSize(1);
        assertThat(schema.service()
                        .set("A")
                        .orElseThrow()
                        .navigation("_B")
                        .orElseThrow()
                        .relation())
                .isEqualTo(new Relation.ListedParent("b"));
        assertThat(schema.service()
                        .set("B")
                        .orElseThrow()
                        .navigation("_A")
                        .orElseThrow()
                        .relation())
                .isEqualTo(new Relation.ListedParent("a"));
    }

    @Test
    void aTypeThatContainsItselfEnds() throws Exception {
        UserSchema schema = read(
                entity("ComplexType", "c", "box\tnode\tC", "{'s':{'Name':'C'}}"),
                entity("ComplexTypeProperty", "p", "c\tnext", "{'s':{'Name':'next','Type':'C'},'h':{'Alias':7}}"));

        Property next = schema.complexTypes().get(0).properties().get(0);
        assertThat(next.complex().orElseThrow().properties()).isEmpty();
        assertThat(next.place()).isEqualTo(Place.at("next"));
    }

    @Test
    void aSchemaThatIsTooLargeIsReadOnce() throws Exception {
        UserSchemas schemas = new UserSchemas(new MemoryBudget(32 * 1_000));
        Entity large = entity("EntityType", "a", "box\tnode\tA", "{'s':{'Name':'A','x':'" + "x".repeat(900) + "'}}");
        Entity property = entity("Property", "p", "a\tp", "{'s':{'Name':'p','x':'" + "x".repeat(100) + "'}}");
        CellGeneration generation = GenerationFile.of(directory, List.of(large, property));
        assertTooLarge(() -> schemas.of(generation, "box", "node"));
        assertThat(schemas.of(generation, "box", "other").service().sets()).isEmpty();

        generation.close();

        assertTooLarge(() -> schemas.of(generation, "box", "node"));
    }

    private static void assertTooLarge(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.error()).isEqualTo(ApiError.of(ErrorCode.PR500_OD_0001, "1000")));
    }

    @Test
    void aSchemaWaitsForTheMemoryOfItsTrees() throws Exception {
        MemoryBudget memory = new MemoryBudget(64L << 20);
        String text = "x".repeat(1 << 20);
        Entity large = entity("EntityType", "a", "box\tnode\tA", "{'s':{'Name':'A','x':'" + text + "'}}");
        try (CellGeneration generation = GenerationFile.of(directory, List.of(large));
                MemoryShare other = new MemoryShare(memory, waited -> {})) {
            Grant grant = other.take(memory.total());
            CompletableFuture<UserSchema> schema =
                    CompletableFuture.supplyAsync(() -> new UserSchemas(memory).of(generation, "box", "node"));
            assertThat(schema).isNotDone();

            grant.close();

            assertThat(schema)
                    .succeedsWithin(Patience.PATIENCE)
                    .satisfies(read -> assertThat(read.service().sets()).containsOnlyKeys("A"));
            assertThat(memory.free()).isEqualTo(memory.total());
        }
    }

    private UserSchema rich(String boxId, String node) throws Exception {
        return of(LoadedEntities.of(Path.of("src/test/resources/snapshots/rich.zip")), boxId, node);
    }

    private UserSchema read(Row... rows) throws Exception {
        return of(List.of(rows), "box", "node");
    }

    private UserSchema of(List<Row> rows, String boxId, String node) throws Exception {
        try (CellGeneration generation = GenerationFile.of(directory, rows)) {
            return new UserSchemas(MemoryBudget.ofHeap()).of(generation, boxId, node);
        }
    }

    private static Entity entity(String type, String id, String key, String source) {
        return new Entity(type, id, key, source.replace('\'', '"').getBytes(StandardCharsets.UTF_8), List.of());
    }
}
