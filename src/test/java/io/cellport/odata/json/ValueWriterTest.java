package io.cellport.odata.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.Place;
import io.cellport.odata.model.Property;
import io.cellport.odata.model.Property.ComplexType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stored values as clients see them. */
class ValueWriterTest {

    private static String written(Property property, String stored) {
        JsonOutput out = new JsonOutput();
        JsonSlice value = JsonSlice.of(stored.getBytes(StandardCharsets.UTF_8));
        ValueWriter.write(out, property, Optional.of(value));
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    private static Property property(EdmType type, boolean isList, Optional<ComplexType> complex) {
        return new Property("x", type, isList, true, true, Optional.empty(), Place.at("s", "x"), complex);
    }

    /** What the reference stores on the left, what it answers on the right. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "DOUBLE, \"-2.25E10\", -22500000000",
                "DOUBLE, \"1.7976931348623156E300\", 1.7976931348623156E300",
                "DOUBLE, \"0.0\", 0",
                "DOUBLE, \"0.1\", 0.1",
                "DOUBLE, 12.50, 12.5",
                "DOUBLE, 9007199254740994, 9.007199254740994E15",
                "SINGLE, 0.25, 0.25",
                "SINGLE, 3.4, 3.4",
                "BOOLEAN, \"true\", true",
                "BOOLEAN, false, false",
                "INT32, -2147483648, -2147483648",
                "INT32, \"5\", 5",
                "DATE_TIME, -4465929600000, \"\\/Date(-4465929600000)\\/\"",
                "STRING, \"a\\u002fb\", \"a\\/b\"",
                "STRING, null, null",
            })
    void valuesAreWrittenByTheirTypes(EdmType type, String stored, String answered) {
        assertThat(written(property(type, false, Optional.empty()), stored)).isEqualTo(answered);
    }

    /** Nothing has checked what an import brings. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "DOUBLE, \"NaN\", \"NaN\"",
                "DOUBLE, \"1e999\", \"1e999\"",
                "DOUBLE, \"a\", \"a\"",
                "BOOLEAN, 1, 1",
                "INT32, 1.5, 1.5",
                "DATE_TIME, true, true",
                "STRING, 5, 5",
                "INT32, `[1, {\"a\" : [] , \"b\":null}]`, `[1,{\"a\":[],\"b\":null}]`",
            })
    void valuesOfOtherTypesAreWrittenAsTheyAreStored(EdmType type, String stored, String answered) {
        assertThat(written(property(type, false, Optional.empty()), stored)).isEqualTo(answered);
    }

    @Test
    void elementsOfListsAreWrittenByTheirType() {
        Property list = property(EdmType.DOUBLE, true, Optional.empty());
        assertThat(written(list, "[ 1.0 ,\"2.5\",null]")).isEqualTo("[1,2.5,null]");
        assertThat(written(list, "[]")).isEqualTo("[]");
        assertThat(written(list, "7.0")).isEqualTo("7");
    }

    @Test
    void objectsHaveAllTheirMembersUnderTheirNames() {
        ComplexType geo = new ComplexType("Geo", List.of(Property.of("lat", EdmType.DOUBLE, Place.at("P001"))));
        Property inner = new Property(
                "geo", EdmType.COMPLEX, false, true, true, Optional.empty(), Place.at("C001"), Optional.of(geo));
        ComplexType address =
                new ComplexType("Address", List.of(Property.of("city", EdmType.STRING, Place.at("P001")), inner));
        Property property = property(EdmType.COMPLEX, false, Optional.of(address));
        assertThat(written(property, "{\"C001\":{\"P001\":\"35.0\"},\"P001\":\"東京\"}"))
                .isEqualTo("{\"city\":\"東京\",\"geo\":{\"lat\":35}}");
        assertThat(written(property, "{\"P009\":1}")).isEqualTo("{\"city\":null,\"geo\":null}");
        assertThat(written(property, "\"no object\"")).isEqualTo("\"no object\"");
    }
}
