package io.cellport.cell.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cellport.cell.generation.AccessRules.Entry;
import io.cellport.cell.generation.AccessRules.TooLongException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {

    @Test
    void everyEntryIsReadInOrderWithAllItsPrivileges() throws IOException {
        AccessRules list = parse("""
                [{"D.principal":{"D.href":"r1"},"D.grant":{"D.privilege":[{"p.auth":{}},{"D.read":{}}]}},
                 {"D.grant":{"D.privilege":[]},"D.principal":{"D.all":{}}},
                 {"D.principal":{"D.href":["r1","r2"]},"D.grant":{"D.privilege":{"p.root":{}}}}]""");

        assertThat(list.entries())
                .containsExactly(
                        new Entry(Optional.of("r1"), List.of("p.auth", "D.read")),
                        new Entry(Optional.empty(), List.of()),
                        new Entry(Optional.of("r1"), List.of("p.root")),
                        new Entry(Optional.of("r2"), List.of("p.root")));
    }

    @Test
    void aSingleValueNeedsNoArray() throws IOException {
        AccessRules list = parse("""
                {"D.principal":{"D.href":"r1"},"D.grant":{"D.privilege":{"p.root":{}}}}""");

        assertThat(list.entries()).containsExactly(new Entry(Optional.of("r1"), List.of("p.root")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "\"text\"",
                "[{}]",
                "[null, 1, []]",
                "[{\"D.principal\":{\"D.all\":{}}}]",
                "[{\"D.principal\":{\"D.all\":{}},\"D.grant\":{\"D.privilege\":[\"p.root\"]}}]",
                "[{\"D.grant\":{\"D.privilege\":[{\"p.root\":{}}]}}]",
                "[{\"D.principal\":\"D.all\",\"D.grant\":{\"D.privilege\":[{\"p.root\":{}}]}}]"
            })
    void anythingElseGrantsNothing(String entries) throws IOException {
        assertThat(parse(entries).entries())
                .allSatisfy(entry -> assertThat(entry.privileges()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "                                                                    | !!",
                "\"@p.requireSchemaAuthz\":\"public\",                                | public",
                "\"@requireSchemaAuthz\":\"confidential\",                            | confidential",
                "\"@requireSchemaAuthz\":\"none\",\"@p.requireSchemaAuthz\":\"public\", | public",
                "\"@p.requireSchemaAuthz\":\"public\",\"@requireSchemaAuthz\":\"none\", | public",
                "\"@p.requireSchemaAuthz\":null,                                      | !!",
                "\"@p.requireSchemaAuthz\":{\"none\":\"none\"},                       | {"
            })
    void theLevelOfApplicationsIsToldUnderItsNewNameOrItsOldOne(String member, String level) throws IOException {
        String text = "{" + (member == null ? "" : member) + "\"D.ace\":[]}";
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            assertThat(AccessRules.read(parser).schemaLevel()).isEqualTo(level);
            assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
        }
    }

    @Test
    void aListMayReachEachOfItsBoundsButNotExceedIt() throws IOException {
        String principals = "\"r\",".repeat(AccessRules.MAX_PRINCIPALS - 1) + "\"r\"";
        assertThat(parse(entry(principals, "{\"p.root\":{}},{\"p.auth\":{}}")).entries())
                .hasSize(AccessRules.MAX_PRINCIPALS);
        refused(entry(principals + ",\"r\"", "{\"p.root\":{}}"));
        refused(entry(principals, "{\"p.root\":{}},{\"p.auth\":{}},{\"p.box\":{}}"));
        refused(entry("", "{\"p.root\":{}},".repeat(AccessRules.MAX_GRANTS) + "{}, {\"p.root\":{}}"));
        refused(entry("\"" + "r".repeat(AccessRules.MAX_CHARACTERS + 1) + "\"", "{}"));
        refused(entry("\"r\"", ("{\"" + "p".repeat(40_000) + "\":{}},").repeat(7) + "{}"));
    }

    private static String entry(String principals, String privileges) {
        return "[{\"D.principal\":{\"D.href\":[" + principals + "]},\"D.grant\":{\"D.privilege\":[" + privileges
                + "]}}]";
    }

    private static void refused(String entries) {
        assertThatThrownBy(() -> parse(entries)).isInstanceOf(TooLongException.class);
    }

    /** What stands behind the list is still there to be read. */
    private static AccessRules parse(String entries) throws IOException {
        try (JsonParser parser =
                new JsonFactory().createParser("{\"D.x\":[{}],\"D.ace\":" + entries + ",\"y\":{\"D.ace\":1}}  7")) {
            parser.nextToken();
            AccessRules rules = AccessRules.read(parser);
            assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
            return rules;
        }
    }
}
