package io.cellport.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.PrintWriter;
import java.util.List;

/** One JSON object a line, in ASCII, so that no value can do anything to a terminal. For one thread. */
public record JsonLines(PrintWriter out) implements EntityPrinter {

    private static final ObjectWriter JSON = new ObjectMapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    @Override
    public void print(List<JsonNode> rows) {
        rows.forEach(row -> out.println(text(EntityPrinter.bare(row))));
    }

    private static String text(JsonNode row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
