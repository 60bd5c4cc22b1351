package io.cellport.odata.rows;

import java.util.List;

/** Paths for SQLite's JSON functions. Stateless. */
final class JsonPath {

    private JsonPath() {}

    /** The path to the value at these keys from the root downwards; keys may contain anything. */
    static String of(List<String> keys) {
        StringBuilder path = new StringBuilder("$");
        for (String key : keys) {
            path.append(".\"")
                    .append(key.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return path.toString();
    }
}
