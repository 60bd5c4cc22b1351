package io.cellport.cell.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The properties of a resource that clients have set, from its {@code .pmeta}: each an XML element, as it was stored
 * and unchecked. Blocks; stateless.
 */
final class DeadProperties {

    private static final JsonFactory PARSERS = new JsonFactory();

    private DeadProperties() {}

    /** The elements in the order of the {@code .pmeta}, without those that are longer than {@code mostCharacters}. */
    static List<String> read(InputStream pmeta, int mostCharacters) throws IOException {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = PARSERS.createParser(pmeta)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isDead = parser.currentName().equals("d");
                if (parser.nextToken() == JsonToken.START_OBJECT && isDead) {
                    add(parser, mostCharacters, elements);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return elements;
    }

    private static void add(JsonParser parser, int mostCharacters, List<String> elements) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (parser.nextToken() == JsonToken.VALUE_STRING && parser.getTextLength() <= mostCharacters) {
                elements.add(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }
}
