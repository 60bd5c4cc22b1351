package io.cellport.odata.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members are found where a parser finds them. */
class StoredObjectTest {

    private static final List<String> NAMES =
            List.of("a", "b", "P001", "__id", "Aa", "BB", "\u6771\u4eac", "q\"t", "back\\slash", "\ud83d\ude00", "");

    private static final int DOCUMENTS = 2_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " { } ",
                "[1]",
                "\"a\"",
                "null",
                "5",
                "",
                "{\"a\":1}",
                "{\"a\" : -1.5e10 , \"b\":\ttrue\r\n}",
                "{\"a\":1,\"a\":\"2\"}",
                "{\"a\":1,\"a\":null}",
                "{\"\\u0061\":\"escaped name\",\"b\":\"\\\\\"}",
                "{\"b\":\"\\\"}\",\"a\":{\"b\":[\"]}\\\\\",{\"a\":7}]},\"c\":0}",
                "{\"q\\\"t\":1,\"back\\\\slash\":2}",
                "{\"Aa\":1,\"BB\":2}",
                "{\"\u6771\u4eac\":\"\u6771\",\"\ud83d\ude00\":[]}",
                "{\"\\ud83d\\ude00\":1,\"\":2}",
                "{\"a\":[],\"b\":{}}",
            })
    void membersStandWhereAParserFindsThem(String json) throws IOException {
        assertSame(json);
    }

    @Test
    void theSameGoesForWhateverIsStored() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < DOCUMENTS; i++) {
            JsonObject made = object(random, 3);
            assertSame(random.nextBoolean() ? made.encode() : made.encodePrettily());
        }
    }

    @Test
    void aPlaceWithinARowIsThatOfTheRow() {
        byte[] row = "{\"s\":{\"a\":\"x\"}}".getBytes(StandardCharsets.UTF_8);
        StoredObject inner = StoredObject.of(new JsonSlice(row, 5, 14), new WantedNames(List.of("a")));

        assertThat(inner.member("a")).contains(new JsonSlice(row, 10, 13));
        assertThat(StoredObject.at(JsonSlice.of(row), List.of("s", "a"))).contains(new JsonSlice(row, 10, 13));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"",
                "{\"a",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{\"a\":\"\\\"",
                "{\"a\":1",
                "{\"a\":[",
                "{\"a\":{\"b\":1}",
                "{\"a\":1,",
                "{a:1}",
                "{\"a\" 1}",
                "{\"a\":1 2}"
            })
    void whatIsNoJsonIsRefused(String broken) {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> found(broken));
    }

    private static void assertSame(String json) throws IOException {
        Map<String, String> expected = new HashMap<>();
        try (JsonParser parser = slice(json).parser()) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    long begin = parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    parser.finishToken();
                    long end = parser.currentLocation().getByteOffset();
                    expected.put(name, slice(json).part(begin, end).literal());
                }
            }
        }
        StoredObject found = found(json);
        for (String name : NAMES) {
            Optional<String> value = Optional.ofNullable(expected.get(name)).filter(text -> !text.equals("null"));
            assertThat(found.member(name).map(JsonSlice::literal)).as(name).isEqualTo(value);
        }
    }

    private static StoredObject found(String json) {
        return StoredObject.of(slice(json), new WantedNames(NAMES));
    }

    private static JsonSlice slice(String json) {
        return JsonSlice.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject object(SplittableRandom random, int depth) {
        JsonObject made = new JsonObject();
        int members = random.nextInt(6);
        for (int i = 0; i < members; i++) {
            String name = random.nextInt(4) == 0 ? "n" + random.nextInt(50) : NAMES.get(random.nextInt(NAMES.size()));
            made.put(name, value(random, depth));
        }
        return made;
    }

    private static Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextDouble();
            case 2 -> random.nextBoolean();
            case 3 -> NAMES.get(random.nextInt(NAMES.size())) + "\\\"{}[],:" + random.nextInt();
            case 4 -> new JsonArray().add(value(random, depth - 1)).add(value(random, depth - 1));
            default -> object(random, depth - 1);
        };
    }
}
