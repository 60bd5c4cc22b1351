package io.cellport.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads exactly one JSON value, which nothing may follow. A document of a snapshot must be well-formed UTF-8, with or
 * without a byte order mark, and no object may have a key twice, because readers could disagree which of two counts.
 * The body of a request may have a key twice, as in Personium, but no byte order mark. Immutable.
 */
public final class WholeJson {

    private static final ObjectMapper BODIES =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ObjectReader documents;

    /**
     * A reader of documents.
     *
     * @param maxDepth deepest nesting of arrays and objects
     * @param maxText most characters of a string
     */
    public WholeJson(int maxDepth, int maxText) {
        documents = JsonMapper.builder(factory(maxDepth, maxText))
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build()
                .reader();
    }

    /** A factory for reading token by token: it enforces the limits, and reads bytes as UTF-8 only. */
    public static JsonFactory factory(int maxDepth, int maxText) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(maxText)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .build();
    }

    /** The value of a document; empty if the bytes are not one. */
    public Optional<JsonNode> document(byte[] utf8) {
        if (!Utf8.isWellFormed(utf8, 0, utf8.length)) {
            return Optional.empty();
        }
        int mark = Utf8.markLength(utf8, 0, utf8.length);
        try {
            return present(documents.readTree(utf8, mark, utf8.length - mark));
        } catch (IOException | NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    /**
     * The text of a member exactly as the document has it, so that {@code 2e0} does not become 2; the text {@code null}
     * if there is no such member.
     */
    public String asWritten(byte[] utf8, String member) {
        byte[] text = Utf8.withoutMark(utf8);
        try (JsonParser parser = documents.getFactory().createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(member);
                parser.nextToken();
                long start = parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                if (found) {
                    int length = (int) (parser.currentLocation().getByteOffset() - start);
                    return new String(text, (int) start, length, StandardCharsets.UTF_8);
                }
            }
            return "null";
        } catch (IOException e) {
            throw new IllegalStateException("only for what is a document", e);
        }
    }

    /** The value of a request's body; of equal keys the last one counts. Empty if the text is not JSON. */
    public static Optional<JsonNode> body(String text) {
        try {
            return text.startsWith("\uFEFF") ? Optional.empty() : present(BODIES.readTree(text));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> present(JsonNode value) {
        return Optional.of(value).filter(node -> !node.isMissingNode());
    }
}
