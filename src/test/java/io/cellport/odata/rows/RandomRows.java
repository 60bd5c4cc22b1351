package io.cellport.odata.rows;

import io.cellport.cell.generation.Row;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Place;
import io.cellport.odata.model.Property;
import io.cellport.odata.model.RowSource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Rows with every kind of value that is hard to compare, made from a seed. For one thread. */
final class RandomRows {

    static final EntityModel MODEL = new EntityModel(
            "UserData",
            "Thing",
            new RowSource.OfEntityType("thing"),
            List.of("__id"),
            List.of(
                    Property.of("__id", EdmType.STRING, Place.at("s", "__id")),
                    Property.of("__published", EdmType.DATE_TIME, Place.at("p")),
                    Property.of("text", EdmType.STRING, Place.at("s", "P001")),
                    Property.of("whole", EdmType.INT32, Place.at("s", "P002")),
                    Property.of("real", EdmType.DOUBLE, Place.at("s", "P003")),
                    Property.of("truth", EdmType.BOOLEAN, Place.at("s", "P004")),
                    Property.of("time", EdmType.DATE_TIME, Place.at("s", "P005")),
                    list("texts", EdmType.STRING, "P006"),
                    list("wholes", EdmType.INT32, "P007"),
                    Property.of("odd", EdmType.STRING, Place.at("s", "a \"b\\.[0]$ 'é"))),
            List.of());

    static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "A",
            "ab",
            "aB",
            "b",
            "abc",
            "user5",
            "USER 5",
            "it's",
            "say \"hi\"",
            "back\\slash",
            "a\u0000b",
            "zero\u200Bwidth",
            "tab\tnewline\n",
            "\u00E9t\u00E9",
            "\u00C9T\u00C9",
            "\u0130stanbul",
            "stra\u00DFe",
            "\u590F\u76EE\u6F31\u77F3",
            "\u3053\u3053\u308D",
            "\uFF21\uFF22",
            "\uD83D\uDE00",
            "\uD83D\uDE00 a",
            "\uD7FF",
            "\uE000",
            "\uFFFD",
            "\uDBFF\uDFFF",
            "a\uDBFF\uDFFF",
            "%_*?",
            "foo-bar baz",
            "null",
            "12",
            "true",
            "x".repeat(5_000),
            "x".repeat(4_999) + "y");

    private static final List<Number> NUMBERS = List.of(
            0,
            -0.0,
            1,
            -1,
            5,
            5.0,
            5.5,
            0.1,
            49,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            9_007_199_254_740_993L,
            1.7976931348623156E300,
            -2.25E10,
            4.9E-324,
            1_420_589_956_172L,
            -4_465_929_600_000L);

    private final Random random;
    private final List<String> texts;

    private RandomRows(long seed, List<String> texts) {
        this.random = new Random(seed);
        this.texts = texts;
    }

    RandomRows(long seed) {
        this(seed, TEXTS);
    }

    /** Makes rows that can be many. */
    static RandomRows withShortTexts(long seed) {
        return new RandomRows(
                seed, TEXTS.stream().filter(text -> text.length() < 100).toList());
    }

    private static Property list(String name, EdmType type, String alias) {
        return new Property(name, type, true, true, true, Optional.empty(), Place.at("s", alias), Optional.empty());
    }

    /** Rows of the model, mixed with rows of another type. */
    List<Row> rows(int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row("thing", i, source(i)));
            if (random.nextInt(10) == 0) {
                rows.add(row("thing2", i, source(i)));
            }
        }
        return rows;
    }

    private static Row row(String type, int number, JsonObject source) {
        return new Row.Entity(
                "UserData",
                type + '-' + number,
                type + '\t' + source.getJsonObject("s").getString("__id"),
                source.toBuffer().getBytes(),
                List.of());
    }

    private JsonObject source(int number) {
        JsonObject values = new JsonObject().put("__id", "id" + (number * 7919L % 100_003));
        put(values, "P001", any(texts));
        put(values, "P002", number());
        put(values, "P003", random.nextBoolean() ? number() : String.valueOf(number()));
        put(
                values,
                "P004",
                random.nextBoolean() ? (Object) random.nextBoolean() : String.valueOf(random.nextBoolean()));
        put(values, "P005", number());
        put(values, "P006", array(random.nextInt(4), () -> any(texts)));
        put(values, "P007", array(random.nextInt(4), this::number));
        put(values, "a \"b\\.[0]$ 'é", any(texts));
        return new JsonObject().put("p", random.nextInt(50)).put("u", 1).put("s", values);
    }

    /** Sometimes there is no value, or null, or one of a kind that the property cannot have. */
    private void put(JsonObject values, String key, Object value) {
        switch (random.nextInt(12)) {
            case 0 -> {}
            case 1 -> values.putNull(key);
            case 2 -> values.put(key, wrong());
            default -> values.put(key, value);
        }
    }

    private Object wrong() {
        return switch (random.nextInt(6)) {
            case 0 -> new JsonObject().put("P001", "a");
            case 1 -> random.nextBoolean();
            case 2 -> any(texts);
            case 3 -> number();
            case 4 -> "5x";
            default -> array(2, () -> any(texts));
        };
    }

    private JsonArray array(int size, Supplier<Object> element) {
        JsonArray array = new JsonArray();
        for (int i = 0; i < size; i++) {
            array.add(random.nextInt(8) == 0 ? null : element.get());
        }
        return array;
    }

    Number number() {
        return random.nextBoolean() ? NUMBERS.get(random.nextInt(NUMBERS.size())) : (Number) (random.nextInt(40) - 20);
    }

    <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
