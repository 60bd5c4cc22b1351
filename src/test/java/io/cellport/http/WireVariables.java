package io.cellport.http;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in <code>${...}</code> in recorded requests and answers. */
public final class WireVariables {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

    private static final Pattern REPEATED = Pattern.compile("(.)\\*(\\d+)");

    private static final Map<String, String> WILDCARDS = Map.of(
            "any", "[\\s\\S]*",
            "time", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z",
            "created", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000",
            "date", "[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT",
            "millis", "\\d{13}",
            "percent", "\\d\\d?%",
            "id", "[A-Za-z0-9_-]{20,40}",
            "token", "[A-Za-z0-9._~-]{40,}");

    private final Map<String, String> values;

    public WireVariables(Map<String, String> values) {
        this.values = new HashMap<>(values);
    }

    /** The text of a request with its variables filled in. */
    public String fill(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    }

    private String value(String name) {
        Matcher repeated = REPEATED.matcher(name);
        if (repeated.matches()) {
            return repeated.group(1).repeat(Integer.parseInt(repeated.group(2)));
        }
        String value = values.get(name);
        if (value == null) {
            throw new AssertionError("no variable " + name);
        }
        return value;
    }

    /** Whether a part of an answer is what was expected; a name behind an at sign keeps what stands there. */
    boolean matches(String expected, String actual) {
        StringBuilder regex = new StringBuilder();
        Map<String, Integer> kept = new HashMap<>();
        int at = 0;
        for (MatchResult found : PLACEHOLDER.matcher(expected).results().toList()) {
            regex.append(Pattern.quote(expected.substring(at, found.start())));
            regex.append(pattern(found.group(1), kept));
            at = found.end();
        }
        Matcher matcher =
                Pattern.compile(regex + Pattern.quote(expected.substring(at))).matcher(actual);
        if (!matcher.matches()) {
            return false;
        }
        kept.forEach((name, group) -> values.put(name, matcher.group(group)));
        return true;
    }

    private String pattern(String name, Map<String, Integer> kept) {
        if (name.startsWith("@")) {
            kept.put(name.substring(1), kept.size() + 1);
            return "(\\S+)";
        }
        String wildcard = WILDCARDS.get(name);
        return wildcard == null ? Pattern.quote(value(name)) : wildcard;
    }
}
