package io.cellport.imports.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.generation.Row;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line is read as if it were the only one, whatever the lines before it had at the same places. */
class RepeatedTextsTest {

    private final EntityLineParser parser =
            new EntityLineParser("Role", new CellMapping("OLD", "NEW", "target"), Limits.DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {"box", "b\\u006fx", "Größe \uD83D\uDE00", "\\\\", ""})
    void aStringThatIsRepeatedHasItsTextEachTime(String box) {
        Row.Entity first = parse(line(box, "n1"));

        for (int i = 2; i < 5; i++) {
            Row.Entity next = parse(line(box, "n" + i));
            assertThat(next.references()).isEqualTo(first.references());
            assertThat(next.key()).isEqualTo(first.references().get(0) + "\tn" + i);
        }
    }

    @Test
    void itIsTheSameObjectInTheEnd() {
        parse(line("box", "a"));
        parse(line("box", "b"));

        assertThat(parse(line("box", "c")).references().get(0))
                .isSameAs(parse(line("box", "d")).references().get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bo",
                "boxes",
                "b\\u006fx",
                "box\\\"",
                "",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void anotherOneAfterManyThatAreEqualIsNotTakenForThem(String other) {
        for (int i = 0; i < 4; i++) {
            parse(line("box", "n" + i));
        }

        Row.Entity fresh = new EntityLineParser("Role", new CellMapping("OLD", "NEW", "target"), Limits.DEFAULT)
                .parse(bytes(line(other, "n")), 0, bytes(line(other, "n")).length);
        assertThat(parse(line(other, "n")).references()).isEqualTo(fresh.references());
    }

    @Test
    void theIdOfTheCellIsReplacedInEachLine() {
        for (int i = 0; i < 5; i++) {
            assertThat(new String(parse(line("box", "n" + i)).source(), StandardCharsets.UTF_8))
                    .startsWith("{\"c\":\"NEW\",");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\ud800", "a\tb", "\\q"})
    void whatIsRefusedIsRefusedEachTime(String box) {
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> parse(line(box, "n"))).isInstanceOf(ApiException.class);
        }
    }

    /** The bytes behind its end are those of the line before. */
    @Test
    void aLineThatEndsWithinAStringIsRefused() {
        byte[] bytes = bytes(line("box", "n"));
        for (int i = 0; i < 4; i++) {
            parser.parse(bytes, 0, bytes.length);
        }

        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThatThrownBy(() -> parser.parse(bytes, 0, cut)).isInstanceOf(ApiException.class);
        }
    }

    @Test
    void moreStringsThanAreRememberedAreReadAllTheSame() {
        StringBuilder parents = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            parents.append("\"p").append(i).append("\":\"id").append(i).append("\",");
        }
        String line = line("box", "n").replace("\"Box\"", parents + "\"Box\"");
        for (int i = 0; i < 4; i++) {
            assertThat(parse(line).references()).hasSize(41).contains("id0", "id39", "box");
        }
    }

    private static String line(String box, String name) {
        return "{\"_type\":\"Role\",\"_source\":{\"c\":\"OLD\",\"l\":{\"Box\":\"" + box + "\"},\"s\":{\"Name\":\""
                + name + "\"}},\"_id\":\"i\"}";
    }

    private Row.Entity parse(String line) {
        byte[] bytes = bytes(line);
        return parser.parse(bytes, 0, bytes.length);
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
