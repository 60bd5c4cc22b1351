package io.cellport.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares the answer to a recorded reading with the recorded answer. Stateless. */
final class ReadComparison {

    /** These are there in both answers, with the same value, or in neither. */
    private static final List<String> HEADERS = List.of(
            "Accept-Ranges",
            "Content-Range",
            "Content-Type",
            "DataServiceVersion",
            "ETag",
            "Location",
            "WWW-Authenticate");

    private static final WireVariables NO_VARIABLES = new WireVariables(Map.of());

    private ReadComparison() {}

    /** The first thing in which the answer differs; empty if it is the recorded one. */
    static Optional<String> difference(WirePair pair, WireAnswer answer) {
        List<String> head = WirePair.head(pair.answer());
        int status = Integer.parseInt(head.get(0));
        if (status != answer.status()) {
            return differs("the status", head.get(0), answer.status() + " " + shortened(answer.body()));
        }
        Stream<String> recorded = head.stream().skip(1).map(line -> line.substring(0, line.indexOf(':')));
        return Stream.concat(HEADERS.stream(), recorded)
                .flatMap(name -> header(name, head, answer).stream())
                .findFirst()
                .or(() -> body(pair, answer));
    }

    private static Optional<String> header(String name, List<String> head, WireAnswer answer) {
        String recorded = head.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .reduce((first, second) -> first + ", " + second)
                .orElse("");
        return NO_VARIABLES.matches(recorded, answer.header(name))
                ? Optional.empty()
                : differs(name, recorded, answer.header(name));
    }

    private static Optional<String> body(WirePair pair, WireAnswer answer) {
        String recorded = WirePair.body(pair.answer());
        String type = answer.header("Content-Type");
        if (recorded.endsWith(" bytes binary)")) {
            return Optional.empty();
        }
        if (!type.startsWith("application/xml") && ReadJson.isJson(recorded)) {
            return ReadJson.difference(recorded, answer.body(), WireMessage.query(pair.request()));
        }
        if (type.startsWith("application/xml")) {
            return ReadXml.difference(recorded, answer.body());
        }
        return recorded.equals(answer.body().stripTrailing())
                ? Optional.empty()
                : differs("the body", recorded, answer.body());
    }

    static Optional<String> differs(String what, String recorded, String answered) {
        return Optional.of(what + "\n  recorded: " + shortened(recorded) + "\n  answered: " + shortened(answered));
    }

    private static String shortened(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 1000) + "...";
    }
}
