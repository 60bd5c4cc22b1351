package io.cellport.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cellport.config.Limits;
import io.cellport.json.WholeJson;
import io.cellport.message.ErrorCode;
import java.io.IOException;
import java.util.Optional;

/** Reads what an import has to know of a {@code .pmeta}. One thread. */
final class FileProperties {

    private static final String ENTITY_COLLECTION = "col.odata";

    private final JsonFactory json;

    FileProperties(Limits limits) {
        json = WholeJson.factory(limits.jsonDepth(), limits.propertyBytes());
    }

    /**
     * The id of a collection of entities, by which these name it; empty if the properties are those of something else.
     *
     * @throws io.cellport.message.ApiException {@code PR500-DV-0002} if the bytes are not one JSON object
     */
    Optional<String> entityCollection(byte[] bytes) {
        try (JsonParser parser = json.createParser(bytes)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                Optional<String> collection = read(parser);
                if (parser.nextToken() == null) {
                    return collection;
                }
            }
        } catch (IOException notJson) {
            throw ErrorCode.PR500_DV_0002.exception();
        }
        throw ErrorCode.PR500_DV_0002.exception();
    }

    private static Optional<String> read(JsonParser parser) throws IOException {
        String type = "";
        String id = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
            if (isText && field.equals("t")) {
                type = parser.getText();
            } else if (isText && field.equals("i")) {
                id = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return type.equals(ENTITY_COLLECTION) ? Optional.ofNullable(id) : Optional.empty();
    }
}
