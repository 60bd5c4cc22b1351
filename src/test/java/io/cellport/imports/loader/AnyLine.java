package io.cellport.imports.loader;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cell.generation.Row;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import java.io.IOException;
import java.util.List;

/** What must hold of any bytes that stand in a line of a pjson file. One thread. */
final class AnyLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final CellMapping MAPPING = new CellMapping("OLD", "NEWCELL", "target");

    private static final List<EntityLineParser> PARSERS =
            List.of("Box", "UserData", "Role", "link", "SentMessage").stream()
                    .map(type -> new EntityLineParser(type, MAPPING, Limits.DEFAULT))
                    .toList();

    private AnyLine() {}

    /** A line is refused with a code or becomes an entity whose source is a JSON object; it is read where it stands. */
    static void parse(byte[] line) {
        byte[] surrounded = new byte[line.length + 2];
        System.arraycopy(line, 0, surrounded, 1, line.length);
        for (EntityLineParser parser : PARSERS) {
            try {
                Row.Entity entity = parser.parse(surrounded, 1, line.length);
                requireObject(entity.source());
            } catch (ApiException e) {
                if (e.error().code().status() >= 500) {
                    throw new AssertionError(e.error().code().code());
                }
            }
        }
    }

    private static void requireObject(byte[] source) {
        try {
            if (!JSON.readTree(source).isObject()) {
                throw new AssertionError("not an object");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
