package io.cellport.imports.loader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.cellport.cell.generation.Row;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.json.NotJson;
import io.cellport.json.Utf8;
import io.cellport.json.WholeJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns one line of a pjson file into an entity in a single pass: it checks the line token by token, notes the few
 * values that matter, and copies {@code _source} unchanged except for the cell's id. For one thread.
 */
final class EntityLineParser {

    private static final byte[] NOTHING = new byte[0];

    private final JsonFactory json;
    private final String type;
    private final EntityKey key;
    private final EntityFields fields;
    private final CellMapping mapping;

    private final SourceSplicer source;
    private final RepeatedTexts texts = new RepeatedTexts();
    /** Behind the closing quote of the string that was read last. */
    private long textEnd;

    private @Nullable String id;
    private @Nullable String foundType;

    EntityLineParser(String type, CellMapping mapping, Limits limits) {
        this.type = type;
        this.key = EntityKey.of(type);
        this.fields = new EntityFields(key.property());
        this.mapping = mapping;
        this.source = new SourceSplicer(mapping);
        this.json = WholeJson.factory(limits.jsonDepth(), limits.lineBytes());
    }

    /**
     * Parses one line.
     *
     * @throws io.cellport.error.ApiException {@code PR400-CM-0004} if it is not one JSON object, {@code PR400-CM-0001}
     *     or {@code PR400-CM-0002} if a required key is missing or of the wrong kind
     */
    Row.Entity parse(byte[] line, int offset, int length) {
        fields.clear();
        source.start(line, offset);
        texts.start(line, offset, length);
        id = null;
        foundType = null;
        if (!Utf8.isWellFormed(line, offset, length)) {
            throw NotJson.of(line, offset, length);
        }
        try (JsonParser parser = json.createParser(line, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw NotJson.of(line, offset, length);
            }
            readTopLevel(parser);
            if (parser.nextToken() != null) {
                throw NotJson.of(line, offset, length);
            }
        } catch (StreamReadException e) {
            throw NotJson.of(line, offset, length);
        } catch (IOException e) {
            // The parser also reports its limits this way. The line is in memory, so nothing else can fail.
            throw NotJson.of(line, offset, length);
        }
        String givenType = required("_type", foundType);
        String givenId = required("_id", id);
        if (!source.isComplete()) {
            throw ApiException.of(ErrorCode.PR400_CM_0001, "_source");
        }
        if (!givenType.equals(type)) {
            throw ApiException.of(ErrorCode.PR400_CM_0002, "_type", type);
        }
        Row.Entity row =
                new Row.Entity(type, givenId, key.value(fields, mapping), source.copy(), fields.references(mapping));
        forget();
        return row;
    }

    /** Drops all references to the line, so that a long one is freed before the next one is read. */
    private void forget() {
        fields.clear();
        source.start(NOTHING, 0);
        texts.start(NOTHING, 0, 0);
        id = null;
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw ApiException.of(ErrorCode.PR400_CM_0001, field);
        }
        return value;
    }

    private void readTopLevel(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "_type" -> foundType = once(field, foundType == null, string(parser, field, value));
                case "_id" -> id = once(field, id == null, string(parser, field, value));
                case "_source" -> {
                    once(field, !source.isComplete(), field);
                    readSource(parser, value);
                }
                default -> parser.skipChildren();
            }
        }
    }

    private static String once(String field, boolean first, String value) {
        if (!first) {
            throw ApiException.of(ErrorCode.PR400_CM_0002, field, "given once");
        }
        return value;
    }

    private String string(JsonParser parser, String field, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            throw ApiException.of(ErrorCode.PR400_CM_0002, field, "a string");
        }
        return text(parser, field);
    }

    /** Refuses strings that the store could not give back unchanged. */
    private String text(JsonParser parser, String field) throws IOException {
        long begin = parser.currentTokenLocation().getByteOffset();
        String repeated = texts.next(begin);
        if (repeated != null) {
            textEnd = begin + texts.size();
            return repeated;
        }
        String text = parser.getText();
        if (text.indexOf('\u0000') >= 0 || !Utf8.isEncodable(text)) {
            throw ApiException.of(ErrorCode.PR400_CM_0002, field, "text");
        }
        textEnd = parser.currentLocation().getByteOffset();
        texts.read(text, begin, textEnd);
        return text;
    }

    private void readSource(JsonParser parser, JsonToken first) throws IOException {
        if (first != JsonToken.START_OBJECT) {
            throw ApiException.of(ErrorCode.PR400_CM_0002, "_source", "an object");
        }
        source.begin(parser.currentTokenLocation().getByteOffset());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && field.equals("s")) {
                fields.enter(field);
                readStaticProperties(parser);
            } else if (value == JsonToken.START_OBJECT && field.equals("l")) {
                fields.enter(field);
                readParents(parser);
            } else if (value == JsonToken.VALUE_STRING && EntityFields.isId(field)) {
                readId(parser, field);
            } else {
                parser.skipChildren();
            }
        }
        source.end(parser.currentLocation().getByteOffset());
    }

    private void readId(JsonParser parser, String field) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        String value = text(parser, field);
        fields.id(field, value);
        if (field.equals("c") || (field.equals("b") && mapping.isMainBox(value))) {
            source.replaceWithTarget(start, textEnd);
        }
    }

    private void readStaticProperties(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String property = parser.currentName();
            boolean isName = fields.isNameProperty(property);
            JsonToken value = parser.nextToken();
            if (isName && value == JsonToken.VALUE_STRING) {
                fields.name(property, text(parser, "Name"));
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readParents(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                fields.id("l." + field, text(parser, field));
            } else {
                parser.skipChildren();
            }
        }
    }
}
