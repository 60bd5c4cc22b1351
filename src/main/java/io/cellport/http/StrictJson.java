package io.cellport.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** Reads a text that has to be exactly one JSON value: no byte order mark, nothing behind it, not empty. */
final class StrictJson {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}

    /** The value; empty if the text is something else. Of keys that stand twice in an object the last counts. */
    static Optional<JsonNode> parse(String text) {
        try {
            JsonNode value = text.startsWith("\uFEFF") ? JSON.missingNode() : JSON.readTree(text);
            return Optional.of(value).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }
}
