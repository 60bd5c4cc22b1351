package io.cellport.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Makes the bytes of a recorded request: with the headers that every client sends, unless the request has its own. */
final class WireMessage {

    private WireMessage() {}

    /** A request whose variables are filled in, as text of one byte a character. */
    static String of(String request, WireVariables variables) {
        String body = new String(WirePair.body(request).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        List<String> lines = WirePair.head(request);
        StringBuilder message = new StringBuilder(lines.get(0)).append(" HTTP/1.1\r\n");
        lines.stream().skip(1).forEach(line -> message.append(line).append("\r\n"));
        if (!has(lines, "Host")) {
            message.append(variables.fill("Host: ${authority}\r\n"));
        }
        boolean sendsBody = !body.isEmpty() || Set.of("POST", "PUT").contains(method(request));
        if (sendsBody && !has(lines, "Content-Length") && !has(lines, "Transfer-Encoding")) {
            message.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return message.append("\r\n").append(body).toString();
    }

    /** The method that a request line begins with. */
    static String method(String request) {
        return request.substring(0, request.indexOf(' '));
    }

    /** The query of a request, decoded; empty if there is none. */
    static String query(String request) {
        String target = request.lines().findFirst().orElseThrow();
        int mark = target.indexOf('?');
        return mark < 0 ? "" : URLDecoder.decode(target.substring(mark + 1), StandardCharsets.UTF_8);
    }

    private static boolean has(List<String> lines, String header) {
        return lines.stream().anyMatch(line -> line.startsWith(header + ":"));
    }
}
