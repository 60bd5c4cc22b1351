package io.cellport.imports.loader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cellport.cell.generation.AccessRules;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.json.Utf8;
import io.cellport.json.WholeJson;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the few values of a {@code .pmeta} that an import needs. Safe for several threads. */
final class FileProperties {

    private static final String FILE = "dav.file";
    private static final String ENTITY_COLLECTION = "col.odata";

    private final JsonFactory json;

    FileProperties(Limits limits) {
        json = WholeJson.factory(limits.jsonDepth(), limits.propertyBytes())
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    /**
     * What kind of resource it is.
     *
     * @param type such as {@code col.webdav} or {@code dav.file}; empty if the properties do not contain it
     * @param id the id by which entities refer to it; null if the properties do not contain it
     */
    record Kind(String type, @Nullable String id) {

        boolean isFile() {
            return type.equals(FILE);
        }

        /** The id of a collection of entities; empty if this is not one. */
        Optional<String> entityCollection() {
            return type.equals(ENTITY_COLLECTION) ? Optional.ofNullable(id) : Optional.empty();
        }
    }

    /**
     * Reads properties without a byte order mark.
     *
     * @throws io.cellport.error.ApiException {@code PR500-DV-0002} if the bytes are not one JSON object in UTF-8
     *     without repeated keys; {@code PR400-MC-0006} if its access control list is longer than {@link AccessRules}
     *     may be
     */
    Kind read(byte[] bytes) {
        if (!Utf8.isWellFormed(bytes, 0, bytes.length)) {
            throw ApiException.of(ErrorCode.PR500_DV_0002);
        }
        try (JsonParser parser = json.createParser(bytes)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                Kind kind = read(parser);
                if (parser.nextToken() == null) {
                    return kind;
                }
            }
        } catch (AccessRules.TooLongException e) {
            throw ApiException.of(ErrorCode.PR400_MC_0006, "accessList", Integer.toString(AccessRules.MAX_GRANTS));
        } catch (IOException notJson) {
            throw ApiException.of(ErrorCode.PR500_DV_0002);
        }
        throw ApiException.of(ErrorCode.PR500_DV_0002);
    }

    private static Kind read(JsonParser parser) throws IOException {
        String type = "";
        String id = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
            if (isText && field.equals("t")) {
                type = parser.getText();
            } else if (isText && field.equals("i")) {
                id = parser.getText();
            } else if (field.equals("a")) {
                AccessRules.read(parser);
            } else {
                parser.skipChildren();
            }
        }
        return new Kind(type, id);
    }
}
