package io.cellport.imports.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.generation.Row;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityLineParserTest {

    private static final CellMapping MAPPING = new CellMapping("OLD", "NEWCELL", "target");

    @Test
    void onlyTheCellsIdInCAndInTheMainBoxIsReplaced() {
        Row.Entity entity = parse("UserData", """
                {"_index":"u0","_type":"UserData","_source":{"p":1,"b":"OLD","s":{"P":"OLD","__id":"a1"},"c":"OLD",\
                "t":"type1","h":{},"n":"OLD"},"_id":"OLD"}""");

        assertThat(entity.id()).isEqualTo("OLD");
        assertThat(text(entity))
                .isEqualTo("{\"p\":1,\"b\":\"NEWCELL\",\"s\":{\"P\":\"OLD\",\"__id\":\"a1\"},\"c\":\"NEWCELL\","
                        + "\"t\":\"type1\",\"h\":{},\"n\":\"OLD\"}");
    }

    @Test
    void typesOfTheMainBoxHaveTheTargetCellInTheirKeys() {
        Row.Entity type = parse(
                "EntityType",
                "{\"_type\":\"EntityType\",\"_id\":\"t\",\"_source\":{\"b\":\"OLD\",\"n\":\"node1\",\"s\":{\"Name\":\"Memo\"}}}");

        assertThat(type.key()).isEqualTo("NEWCELL\tnode1\tMemo");
        assertThat(type.references()).containsExactly("node1");
    }

    @Test
    void aSourceThatDoesNotNameTheCellIsCopiedByteForByte() {
        String source = "{ \"s\" : {\"Name\":\"日本\\u0041\\/\"} , \"x\":[1, 2.50e3,null,true,{\"y\":{}}] }";

        Row.Entity entity = parse("Box", "{\"_source\":" + source + ",\"_id\":\"i\",\"_type\":\"Box\"}");

        assertThat(text(entity)).isEqualTo(source);
        assertThat(entity.key()).isEqualTo("日本A/");
    }

    @Test
    void aLineIsReadInTheMiddleOfALargerBuffer() {
        byte[] line = "xx{\"_type\":\"Box\",\"_id\":\"é\",\"_source\":{\"c\":\"OLD\",\"s\":{\"Name\":\"n\"}}}yy"
                .getBytes(StandardCharsets.UTF_8);

        Row.Entity entity = parser("Box").parse(line, 2, line.length - 4);

        assertThat(text(entity)).isEqualTo("{\"c\":\"NEWCELL\",\"s\":{\"Name\":\"n\"}}");
    }

    @Test
    void parentsBoxCollectionTypeAndBothEndsOfALinkAreReferences() {
        Row.Entity data = parse(
                "UserData",
                "{\"_type\":\"UserData\",\"_id\":\"d\",\"_source\":{\"s\":{\"__id\":\"1\"},\"b\":\"box1\",\"n\":\"node1\",\"t\":\"type1\"}}");
        Row.Entity role = parse(
                "Role",
                "{\"_type\":\"Role\",\"_id\":\"r\",\"_source\":{\"s\":{\"Name\":\"n\"},\"l\":{\"Box\":\"box1\"}}}");
        Row.Entity link = parse(
                "link",
                "{\"_type\":\"link\",\"_id\":\"l\",\"_source\":{\"k1\":\"a\",\"t1\":\"Account\",\"k2\":\"r\",\"t2\":\"Role\"}}");

        assertThat(data.references()).containsExactlyInAnyOrder("box1", "node1", "type1");
        assertThat(role.references()).containsExactly("box1");
        assertThat(link.references()).containsExactlyInAnyOrder("a", "r");
        assertThat(link.key()).isEqualTo("Account\ta\tRole\tr\t");
    }

    @Test
    void twoRolesOfOneNameInDifferentBoxesHaveDifferentKeys() {
        String line = "{\"_type\":\"Role\",\"_id\":\"r\",\"_source\":{\"s\":{\"Name\":\"n\"},\"l\":{\"Box\":\"%s\"}}}";

        assertThat(parse("Role", line.formatted("box1")).key())
                .isNotEqualTo(parse("Role", line.formatted("box2")).key());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|PR400-CM-0004",
                "[1]|PR400-CM-0004",
                "\"text\"|PR400-CM-0004",
                "{not json|PR400-CM-0004",
                "{\"_type\":\"Box\"} {}|PR400-CM-0004",
                "{\"_type\":\"Box\",\"_id\":\"i\",\"_source\":{\"s\":{\"Name\":\"n\"|PR400-CM-0004",
                "{\"_id\":\"i\",\"_source\":{}}|PR400-CM-0001",
                "{\"_type\":\"Box\",\"_source\":{}}|PR400-CM-0001",
                "{\"_type\":\"Box\",\"_id\":\"i\"}|PR400-CM-0001",
                "{\"_type\":\"Box\",\"_id\":\"i\",\"_source\":{\"s\":{}}}|PR400-CM-0001",
                "{\"_type\":\"Box\",\"_id\":\"i\",\"_source\":{\"s\":{\"Name\":7}}}|PR400-CM-0001",
                "{\"_type\":\"Role\",\"_id\":\"i\",\"_source\":{\"s\":{\"Name\":\"n\"}}}|PR400-CM-0002",
                "{\"_type\":7,\"_id\":\"i\",\"_source\":{}}|PR400-CM-0002",
                "{\"_type\":\"Box\",\"_id\":null,\"_source\":{}}|PR400-CM-0002",
                "{\"_type\":\"Box\",\"_id\":\"i\",\"_source\":[]}|PR400-CM-0002",
                "{\"_type\":\"Box\",\"_id\":\"i\",\"_id\":\"j\",\"_source\":{}}|PR400-CM-0002",
            })
    void aBadLineIsRefusedWithItsCode(String line, String code) {
        assertThatThrownBy(() -> parse("Box", line))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> assertThat(e.error().code().code()).isEqualTo(code));
    }

    @Test
    void jsonDeeperThanTheLimitIsRefused() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        assertThatThrownBy(() -> parse("Box", "{\"x\":" + deep + "}")).isInstanceOf(ApiException.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] line = "{\"_type\":\"Box\",\"_id\":\"?\",\"_source\":{}}".getBytes(StandardCharsets.US_ASCII);
        line[new String(line, StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xff;

        assertThatThrownBy(() -> parser("Box").parse(line, 0, line.length)).isInstanceOf(ApiException.class);
    }

    private static Row.Entity parse(String type, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return parser(type).parse(bytes, 0, bytes.length);
    }

    private static EntityLineParser parser(String type) {
        return new EntityLineParser(type, MAPPING, Limits.DEFAULT);
    }

    private static String text(Row.Entity entity) {
        return new String(entity.source(), StandardCharsets.UTF_8);
    }
}
