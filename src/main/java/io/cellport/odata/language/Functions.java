package io.cellport.odata.language;

import java.util.Map;
import java.util.Set;

/** The functions that the grammar knows, with the numbers of arguments that they take. Stateless. */
final class Functions {

    private static final Set<Integer> ONE = Set.of(1);
    private static final Set<Integer> TWO = Set.of(2);

    private static final Map<String, Set<Integer>> ARGUMENTS = Map.ofEntries(
            Map.entry("cast", Set.of(1, 2)),
            Map.entry("isof", Set.of(1, 2)),
            Map.entry("startswith", TWO),
            Map.entry("endswith", TWO),
            Map.entry("substringof", Set.of(1, 2)),
            Map.entry("indexof", TWO),
            Map.entry("replace", Set.of(3)),
            Map.entry("tolower", ONE),
            Map.entry("toupper", ONE),
            Map.entry("trim", ONE),
            Map.entry("substring", Set.of(2, 3)),
            Map.entry("concat", TWO),
            Map.entry("length", ONE),
            Map.entry("year", ONE),
            Map.entry("month", ONE),
            Map.entry("day", ONE),
            Map.entry("hour", ONE),
            Map.entry("minute", ONE),
            Map.entry("second", ONE),
            Map.entry("round", ONE),
            Map.entry("floor", ONE),
            Map.entry("ceiling", ONE));

    /** Those whose value is true or false, so that they can stand beside {@code and}. */
    private static final Set<String> CONDITIONS = Set.of("startswith", "endswith", "substringof", "isof");

    private Functions() {}

    static boolean takes(String function, int arguments) {
        return ARGUMENTS.getOrDefault(function, Set.of()).contains(arguments);
    }

    static boolean isCondition(String function) {
        return CONDITIONS.contains(function);
    }
}
