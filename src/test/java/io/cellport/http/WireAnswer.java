package io.cellport.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A response as it came over the wire.
 *
 * @param headers by name without regard to case
 */
public record WireAnswer(int status, Map<String, List<String>> headers, String body) {

    /** Reads the answer to a request. */
    static WireAnswer read(RawClient client, String method) throws IOException {
        List<String> head = client.head().lines().toList();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head.subList(1, head.size() - 1)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(head.get(0), "HTTP/1.1 ".length(), "HTTP/1.1 200".length(), 10);
        boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
        return new WireAnswer(status, headers, bodiless ? "" : body(client, headers));
    }

    private static String body(RawClient client, Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("Content-Length")) {
            return client.body(Integer.parseInt(headers.get("Content-Length").get(0)));
        }
        StringBuilder body = new StringBuilder();
        for (int size = chunk(client); size > 0; size = chunk(client)) {
            body.append(client.body(size));
            client.line();
        }
        return body.toString();
    }

    private static int chunk(RawClient client) throws IOException {
        return Integer.parseInt(client.line(), 16);
    }

    /** All values of a header, joined by commas; empty if it is not there. */
    public String header(String name) {
        return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    /** The same answer of a server that has another authority in its URLs. */
    WireAnswer withAuthority(String own, String other) {
        Map<String, List<String>> replaced = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> replaced.put(
                name, values.stream().map(value -> value.replace(own, other)).toList()));
        return new WireAnswer(status, replaced, body.replace(own, other));
    }
}
