package io.cellport.config;

import java.util.stream.Collectors;

/** The table of keys that documents show, made from the keys themselves. */
public final class ConfigTable {

    private ConfigTable() {}

    /** A Markdown table: key, default, allowed values, meaning. */
    public static String markdown() {
        return ConfigKeys.all().stream()
                .map(ConfigTable::row)
                .collect(Collectors.joining("", "| key | default | must be | meaning |\n|---|---|---|---|\n", ""));
    }

    private static String row(ConfigKey<?> key) {
        String defaultText = key.defaultText().isEmpty() ? "(empty)" : "`" + key.defaultText() + "`";
        return "| `%s` | %s | %s | %s |%n".formatted(key.path(), defaultText, key.allowed(), key.description());
    }
}
