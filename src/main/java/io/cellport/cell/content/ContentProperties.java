package io.cellport.cell.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * The properties of a resource that Personium maintains itself, from its {@code .pmeta}. Immutable.
 *
 * @param id the id by which entities refer to it; empty if the properties do not contain it
 * @param version counts its changes up to the export
 * @param contentType of a file, as its writer gave it
 * @param hasAccessList whether it has an access control list of its own, which is read by itself
 * @param hasDeadProperties whether clients have set properties, which are read by themselves
 */
public record ContentProperties(
        ContentKind kind,
        String id,
        Instant created,
        Instant updated,
        long version,
        String contentType,
        boolean hasAccessList,
        boolean hasDeadProperties) {

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private static final JsonFactory PARSERS = new JsonFactory();

    /** The properties of a box that has no {@code .pmeta}. */
    static ContentProperties ofBox(Instant created, Instant updated) {
        return new ContentProperties(ContentKind.BOX, "", created, updated, 0, UNKNOWN_TYPE, false, false);
    }

    /** Reads a {@code .pmeta}; blocks. Access lists and dead properties, which may be long, are passed over. */
    static ContentProperties read(InputStream pmeta) throws IOException {
        String kind = "";
        String id = "";
        String contentType = UNKNOWN_TYPE;
        Instant created = Instant.EPOCH;
        Instant updated = Instant.EPOCH;
        long version = 0;
        boolean hasAccessList = false;
        boolean hasDeadProperties = false;
        try (JsonParser parser = PARSERS.createParser(pmeta)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "t" -> kind = text(parser, kind);
                    case "i" -> id = text(parser, id);
                    case "ct" -> contentType = text(parser, contentType);
                    case "p" -> created = Instant.ofEpochMilli(number(parser));
                    case "u" -> updated = Instant.ofEpochMilli(number(parser));
                    case "v" -> version = number(parser);
                    case "a" -> hasAccessList = isFilled(parser);
                    case "d" -> hasDeadProperties = isFilled(parser);
                    default -> parser.skipChildren();
                }
            }
        }
        return new ContentProperties(
                ContentKind.of(kind), id, created, updated, version, contentType, hasAccessList, hasDeadProperties);
    }

    private static String text(JsonParser parser, String otherwise) throws IOException {
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : otherwise;
        parser.skipChildren();
        return text;
    }

    /** Passes over an object; whether it has members. */
    private static boolean isFilled(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return false;
        }
        boolean filled = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            filled = true;
            parser.nextToken();
            parser.skipChildren();
        }
        return filled;
    }

    /** Anything but an integer that fits counts as 0. */
    private static long number(JsonParser parser) throws IOException {
        boolean fits = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        long number = fits ? parser.getLongValue() : 0;
        parser.skipChildren();
        return number;
    }
}
