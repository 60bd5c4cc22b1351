package io.cellport.cell;

import static io.cellport.cell.FilledAccess.file;
import static io.cellport.cell.FilledAccess.properties;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.AccessRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the access control list of the cell says. */
interface AccessRulesContract extends FilledAccess {

    @Test
    default void theListOfTheCellComesBackInItsOrder() throws Exception {
        String list = """
                {"@p.requireSchemaAuthz":"public","D.ace":[
                  {"D.principal":{"D.href":["r1","r2"]},"D.grant":{"D.privilege":[{"p.root":{}},{"D.read":{}}]}},
                  {"D.principal":{"D.href":"r3","D.all":{},"D.href":"\\ud800 \\u0000 \u00e9"},
                   "D.grant":{"D.privilege":[{"p.auth-read":{}},{"\ud83d\ude00\\u0000 \u00e9":{}}]}},
                  {"D.principal":{"D.href":"r1"},"D.grant":{"D.privilege":[{"p.auth-read":{}}]}},
                  {"D.principal":{"D.all":{}},"D.grant":{"D.privilege":[]}}]}""";

        assertRulesComeBack(list);
    }

    @Test
    default void aListWithoutEntriesIsThere() throws Exception {
        assertRulesComeBack("{}");
    }

    @Test
    default void propertiesWithoutAListAreAnEmptyOne() throws Exception {
        try (AccessContent content = holding(properties("{\"t\":\"no list\"}"))) {
            assertThat(content.rules()).contains(AccessRules.EMPTY);
        }
    }

    /** Hundreds of roles that share long names of privileges must not become hundreds of copies of these. */
    @Test
    default void aListThatIsAsLongAsItMayBeComesBack() throws Exception {
        int names = 5;
        String roles = IntStream.range(0, AccessRules.MAX_GRANTS / names)
                .mapToObj(i -> "\"r" + i + "\"")
                .collect(joining(","));
        String privileges = IntStream.range(0, names)
                .mapToObj(i -> "{\"" + i + "x".repeat(49_000) + "\":{}}")
                .collect(joining(","));

        assertRulesComeBack("{\"D.ace\":{\"D.principal\":{\"D.href\":[" + roles + "]},\"D.grant\":{\"D.privilege\":["
                + privileges + "]}}}");
    }

    @Test
    default void aListOfAsManyPrincipalsAsThereMayBeComesBack() throws Exception {
        String entry = "{\"D.principal\":{\"D.href\":\"r\"},\"D.grant\":{\"D.privilege\":{\"p.%d\":{}}}}";

        assertRulesComeBack(IntStream.range(0, AccessRules.MAX_PRINCIPALS)
                .mapToObj(entry::formatted)
                .collect(joining(",", "{\"D.ace\":[", "]}")));
    }

    private void assertRulesComeBack(String list) throws Exception {
        String properties = "{\"t\":\"x\",\"a\":" + list + ",\"u\":1}";

        try (AccessContent content = holding(properties(properties), file("box/.pmeta", "{\"a\":{}}"))) {
            assertThat(content.rules()).contains(rules(properties));
        }
    }

    private static AccessRules rules(String properties) throws IOException {
        return AccessRules.of(new ByteArrayInputStream(properties.getBytes(UTF_8)));
    }

    @Test
    default void aListThatIsTooLongIsToldFromNone() {
        String entries =
                "{\"D.principal\":{\"D.all\":{}},\"D.grant\":{\"D.privilege\":[]}},".repeat(AccessRules.MAX_PRINCIPALS);

        try (AccessContent content =
                holding(properties("{\"a\":{\"D.ace\":[" + entries + "{\"D.principal\":{\"D.all\":{}}}]}}"))) {
            assertThatExceptionOfType(AccessRules.TooLongException.class).isThrownBy(content::rules);
        }
    }
}
