package io.cellport.odata.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.Place.Stored;
import io.cellport.odata.model.Property;
import io.cellport.odata.model.Property.ComplexType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes stored values as the types of their properties want them. Numbers and truth values may be stored as texts. A
 * value that is none of its type is written as it is stored: nothing checks rows when they are imported. Stateless.
 */
final class ValueWriter {

    /** Beyond, a double does not say which integer was meant; such numbers keep their exponent. */
    private static final double LARGEST_INTEGER = 1L << 53;

    private ValueWriter() {}

    /** Writes the value of a property that is stored in its row; null if there is none. */
    static void write(JsonOutput out, Property property, Optional<JsonSlice> value) {
        if (value.isEmpty() || value.get().isNull()) {
            out.raw("null");
        } else if (property.isList() && value.get().isArray()) {
            list(out, property, value.get());
        } else {
            single(out, property, value.get());
        }
    }

    private static void list(JsonOutput out, Property property, JsonSlice array) {
        out.raw("[");
        try (JsonParser parser = array.parser()) {
            parser.nextToken();
            for (String comma = ""; parser.nextToken() != JsonToken.END_ARRAY; comma = ",") {
                long begin = parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                out.raw(comma);
                single(out, property, array.part(begin, parser.currentLocation().getByteOffset()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.raw("]");
    }

    private static void single(JsonOutput out, Property property, JsonSlice value) {
        switch (property.type()) {
            case STRING -> copy(out, value);
            case COMPLEX -> complex(out, property.complex(), value);
            case BOOLEAN -> truth(out, value);
            case DATE_TIME, INT32 -> whole(out, property.type(), value);
            case SINGLE, DOUBLE -> decimal(out, value);
        }
    }

    private static void complex(JsonOutput out, Optional<ComplexType> type, JsonSlice value) {
        if (type.isEmpty() || !value.isObject()) {
            copy(out, value);
            return;
        }
        // Found in one pass: there may be very many members.
        WantedNames keys = new WantedNames(
                type.get().properties().stream().map(ValueWriter::key).toList());
        StoredObject object = StoredObject.of(value, keys);
        out.raw("{");
        String comma = "";
        for (Property member : type.get().properties()) {
            out.raw(comma).name(member.name());
            write(out, member, object.member(key(member)));
            comma = ",";
        }
        out.raw("}");
    }

    /** The key under which a member of an object is stored. */
    private static String key(Property member) {
        return ((Stored) member.place()).path().get(0);
    }

    private static void truth(JsonOutput out, JsonSlice value) {
        String text = scalar(value);
        if (text.equals("true") || text.equals("false")) {
            out.raw(text);
        } else {
            copy(out, value);
        }
    }

    private static void whole(JsonOutput out, EdmType type, JsonSlice value) {
        OptionalLong number = number(scalar(value));
        if (number.isEmpty()) {
            copy(out, value);
        } else if (type == EdmType.DATE_TIME) {
            out.raw(date(number.getAsLong()));
        } else {
            out.raw(Long.toString(number.getAsLong()));
        }
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException notWhole) {
            return OptionalLong.empty();
        }
    }

    /** A time as OData v2 writes it, in quotes. */
    static String date(long millis) {
        return "\"\\/Date(" + millis + ")\\/\"";
    }

    private static void decimal(JsonOutput out, JsonSlice value) {
        String text = scalar(value);
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                out.raw(decimal(number));
                return;
            }
        } catch (NumberFormatException notDecimal) {
            // Written as it is stored.
        }
        copy(out, value);
    }

    /** Whole numbers have no fraction. */
    private static String decimal(double number) {
        return number == Math.rint(number) && Math.abs(number) <= LARGEST_INTEGER
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** What a value says, whether it is stored as a text or not; nothing for objects and arrays. */
    private static String scalar(JsonSlice value) {
        if (value.isObject() || value.isArray()) {
            return "";
        }
        return value.isText() ? value.text() : value.literal();
    }

    /** Copies a value of any kind, without its white space. */
    private static void copy(JsonOutput out, JsonSlice value) {
        if (value.isPlainText()) {
            out.plain(value);
            return;
        }
        try (JsonParser parser = value.parser()) {
            String comma = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructEnd()) {
                    out.raw(token.asString());
                    comma = ",";
                } else if (token == JsonToken.FIELD_NAME) {
                    out.raw(comma).name(parser.currentName());
                    comma = "";
                } else if (token.isStructStart()) {
                    out.raw(comma).raw(token.asString());
                    comma = "";
                } else {
                    out.raw(comma);
                    if (token == JsonToken.VALUE_STRING) {
                        out.text(parser.getText());
                    } else {
                        out.raw(parser.getText());
                    }
                    comma = ",";
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
