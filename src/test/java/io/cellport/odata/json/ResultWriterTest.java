package io.cellport.odata.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.odata.model.CellControl;
import io.cellport.odata.model.EntityModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers of {@code __ctl} sets as text, and how much of them is in memory. */
class ResultWriterTest {

    private static final EntityUris URIS = new EntityUris("http://u/c/__ctl/");

    private final MadeRows rows = new MadeRows(CellControl.MODEL);

    private static EntityModel set(String name) {
        return CellControl.MODEL.set(name).orElseThrow();
    }

    private static String all(ResultWriter writer) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (!writer.isDone()) {
            text.writeBytes(writer.next());
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private String list(String set, Shape shape, OptionalLong count) {
        return all(ResultWriter.of(rows, URIS, shape, set(set), rows.rows(set, 100), count));
    }

    @Test
    void hasTheFormOfTheReference() {
        rows.add("Box", "b", "{\"p\":1,\"s\":{\"Schema\":\"http:\\/\\/a\\/\",\"Name\":\"box1\"},\"u\":2}");
        assertThat(list("Box", Shape.WHOLE, OptionalLong.of(1)))
                .isEqualTo("{\"d\":{\"results\":[{\"__metadata\":{\"uri\":\"http:\\/\\/u\\/c\\/__ctl\\/Box('box1')\","
                        + "\"etag\":\"W\\/\\\"1-2\\\"\",\"type\":\"CellCtl.Box\"},\"Name\":\"box1\","
                        + "\"Schema\":\"http:\\/\\/a\\/\",\"__published\":\"\\/Date(1)\\/\","
                        + "\"__updated\":\"\\/Date(2)\\/\""
                        + deferred("_Role")
                        + deferred("_Relation")
                        + deferred("_ReceivedMessage")
                        + deferred("_SentMessage")
                        + deferred("_Rule")
                        + "}],\"__count\":\"1\"}}");
    }

    private static String deferred(String navigation) {
        return ",\"" + navigation + "\":{\"__deferred\":{\"uri\":\"http:\\/\\/u\\/c\\/__ctl\\/Box('box1')\\/"
                + navigation + "\"}}";
    }

    @Test
    void isEmptyWithoutRows() {
        assertThat(list("Box", Shape.WHOLE, OptionalLong.empty())).isEqualTo("{\"d\":{\"results\":[]}}");
    }

    @Test
    void findsTheNamesOfParents() {
        rows.add("Box", "b", "{\"s\":{\"Name\":\"box1\"}}")
                .add("Relation", "r", "{\"s\":{\"Name\":\"fan\"},\"l\":{\"Box\":\"b\"}}")
                .add("ExtRole", "e", "{\"s\":{\"ExtRole\":\"x\"},\"l\":{\"Relation\":\"r\"},\"p\":1,\"u\":1}")
                .add("ExtRole", "f", "{\"s\":{\"ExtRole\":\"y\"},\"l\":{\"Relation\":\"gone\"},\"p\":1,\"u\":1}");
        JsonArray found = results(list("ExtRole", Shape.WHOLE, OptionalLong.empty()));
        assertThat(found.getJsonObject(0).getString("_Relation.Name")).isEqualTo("fan");
        assertThat(found.getJsonObject(0).getString("_Relation._Box.Name")).isEqualTo("box1");
        assertThat(found.getJsonObject(1).getMap()).containsEntry("_Relation.Name", null);
    }

    @Test
    void keepsKeyAndTimesWhenPropertiesAreSelected() {
        rows.add("Account", "a", "{\"s\":{\"Name\":\"a\",\"Type\":\"basic\"},\"h\":{\"HashedCredential\":\"no\"}}");
        Shape shape = new Shape(Set.of("Status", "Nope"), Set.of(), 0);
        assertThat(results(list("Account", shape, OptionalLong.empty()))
                        .getJsonObject(0)
                        .fieldNames())
                .containsExactly(
                        "__metadata", "Name", "Status", "__published", "__updated", "_Role", "_ReceivedMessageRead");
    }

    @Test
    void putsExpandedRowsIntoTheirPlace() {
        rows.add("Box", "b", "{\"s\":{\"Name\":\"box1\"}}")
                .add("SentMessage", "m1", "{\"s\":{\"__id\":\"m1\",\"Result\":[{\"Code\":\"201\"}]}}")
                .add("SentMessage", "m2", "{\"s\":{\"__id\":\"m2\"}}");
        Shape shape = new Shape(Set.of(), Set.of("_Role", "_SentMessage"), 1);
        JsonObject box = results(list("Box", shape, OptionalLong.empty())).getJsonObject(0);
        assertThat(box.getJsonArray("_Role")).isEmpty();
        assertThat(box.getJsonObject("_Rule").containsKey("__deferred")).isTrue();
        assertThat(box.getJsonArray("_SentMessage")).hasSize(1);
        JsonObject message = box.getJsonArray("_SentMessage").getJsonObject(0);
        assertThat(message.getJsonArray("Result").encode())
                .isEqualTo("[{\"To\":null,\"Code\":\"201\",\"Reason\":null}]");
        assertThat(message.getJsonObject("_Box").containsKey("__deferred")).isTrue();
    }

    /** Two boxes with ten messages of half a MiB each: all of them are in the answer, few are in memory. */
    @Test
    void readsRowsWhenTheirTurnComes() {
        rows.add("Box", "b1", "{\"s\":{\"Name\":\"b1\"}}").add("Box", "b2", "{\"s\":{\"Name\":\"b2\"}}");
        String body = "x".repeat(512 << 10);
        for (int i = 0; i < 10; i++) {
            rows.add("SentMessage", "m" + i, "{\"s\":{\"__id\":\"m" + i + "\",\"Body\":\"" + body + "\"}}");
        }
        Shape shape = new Shape(Set.of(), Set.of("_SentMessage"), 100);
        ResultWriter writer = ResultWriter.of(rows, URIS, shape, set("Box"), rows.rows("Box", 2), OptionalLong.empty());
        int pieces = 0;
        long bytes = 0;
        while (!writer.isDone()) {
            int piece = writer.next().length;
            assertThat(piece).isLessThan(1 << 20);
            assertThat(rows.read).isLessThanOrEqualTo(3 + pieces);
            bytes += piece;
            pieces++;
        }
        assertThat(bytes).isGreaterThan(20L * body.length());
    }

    private static JsonArray results(String answer) {
        return new JsonObject(answer).getJsonObject("d").getJsonArray("results");
    }
}
