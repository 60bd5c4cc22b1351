package io.cellport.odata.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.cellport.json.WholeJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One JSON value in the bytes of a row. Immutable, as long as nobody changes the bytes.
 *
 * @param bytes the whole row, UTF-8
 * @param from where the value begins
 * @param to where it ends, exclusive
 */
record JsonSlice(byte[] bytes, int from, int to) {

    /** An import has looked at the size of strings; a later one may look more closely. */
    private static final JsonFactory PARSERS = WholeJson.factory(1_000, Integer.MAX_VALUE);

    /** A value that is the whole row. */
    static JsonSlice of(byte[] bytes) {
        return new JsonSlice(bytes, 0, bytes.length);
    }

    /** A value within this one; offsets count from its beginning. */
    JsonSlice part(long begin, long end) {
        return new JsonSlice(bytes, from + (int) begin, from + (int) end);
    }

    JsonParser parser() throws IOException {
        return PARSERS.createParser(bytes, from, to - from);
    }

    boolean isNull() {
        return to - from == 4 && bytes[from] == 'n';
    }

    boolean isText() {
        return bytes[from] == '"';
    }

    /**
     * Whether it is a text in ASCII that stands there as it is, without any escape, so that no parser is needed to read
     * it.
     */
    boolean isPlainText() {
        if (!isText()) {
            return false;
        }
        for (int at = from + 1; at < to - 1; at++) {
            if (bytes[at] < ' ' || bytes[at] == '\\') {
                return false;
            }
        }
        return true;
    }

    /** What a plain text says. */
    private String plainText() {
        return new String(bytes, from + 1, to - from - 2, StandardCharsets.ISO_8859_1);
    }

    /** The string that it is. */
    String text() {
        if (isPlainText()) {
            return plainText();
        }
        try (JsonParser parser = parser()) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isObject() {
        return bytes[from] == '{';
    }

    boolean isArray() {
        return bytes[from] == '[';
    }

    /** The text as it is stored: for numbers, {@code true} and {@code false}. */
    String literal() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
