package io.cellport.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration.
 *
 * @param path section and name, for example {@code http.port}
 * @param defaultText the default value, as text
 * @param allowed the allowed values, in words that complete "must be ..."
 * @param description one line for people
 * @param parser reads a text; throws {@link IllegalArgumentException} or returns null if it is not an allowed value
 */
public record ConfigKey<T>(
        String path, String defaultText, String allowed, String description, Function<String, @Nullable T> parser) {

    static ConfigKey<Integer> ofInt(String path, int defaultValue, int min, int max, String description) {
        ConfigKey<Long> wide = ofLong(path, defaultValue, min, max, description);
        return new ConfigKey<>(path, wide.defaultText, wide.allowed, description, text -> {
            Long value = wide.parser.apply(text);
            return value == null ? null : Math.toIntExact(value);
        });
    }

    static ConfigKey<Long> ofLong(String path, long defaultValue, long min, long max, String description) {
        String allowed = "a whole number from %d to %d".formatted(min, max);
        return new ConfigKey<>(path, Long.toString(defaultValue), allowed, description, text -> {
            long value = Long.parseLong(text);
            return value < min || value > max ? null : value;
        });
    }

    static ConfigKey<Boolean> ofBoolean(String path, boolean defaultValue, String description) {
        return new ConfigKey<>(
                path, Boolean.toString(defaultValue), "true or false", description, text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> null;
                });
    }

    static ConfigKey<String> ofHost(String path, String defaultValue, String description) {
        return new ConfigKey<>(
                path,
                defaultValue,
                "a host name or an address",
                description,
                text -> text.matches("[A-Za-z0-9.:_-]+") ? text : null);
    }

    static ConfigKey<String> ofAddress(String path, String defaultValue, String description) {
        return new ConfigKey<>(path, defaultValue, "an IP address", description, text -> isAddress(text) ? text : null);
    }

    static ConfigKey<Path> ofDirectory(String path, String defaultValue, String description) {
        return new ConfigKey<>(
                path, defaultValue, "a path", description, text -> text.isBlank() ? null : Path.of(text));
    }

    static ConfigKey<Optional<String>> ofBaseUrl(String path, String description) {
        return new ConfigKey<>(path, "", "empty or an http(s) URL that ends in /", description, text -> {
            boolean valid = text.isEmpty() || (isWebUrl(text) && text.endsWith("/"));
            return valid ? Optional.of(text).filter(url -> !url.isEmpty()) : null;
        });
    }

    static ConfigKey<List<String>> ofAddresses(String path, String defaultText, String description) {
        return ofList(path, defaultText, "a list of IP addresses", description, ConfigKey::isAddress);
    }

    static ConfigKey<List<String>> ofOrigins(String path, String description) {
        return ofList(
                path,
                "",
                "a list of origins like https://app.example",
                description,
                text -> isWebUrl(text) && URI.create(text).getRawPath().isEmpty());
    }

    static ConfigKey<List<String>> ofMembers(String path, String description) {
        return ofList(
                path,
                "",
                "a list of host:port",
                description,
                text -> text.matches("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]):\\d{1,5}"));
    }

    static ConfigKey<String> ofText(String path, String defaultValue, String description) {
        return new ConfigKey<>(path, defaultValue, "a text", description, text -> text);
    }

    static ConfigKey<List<Issuer>> ofIssuers(String path, String description) {
        return new ConfigKey<>(path, "", "a list of " + IssuerList.ALLOWED, description, IssuerList::parse);
    }

    private static ConfigKey<List<String>> ofList(
            String path, String defaultText, String allowed, String description, Function<String, Boolean> valid) {
        return new ConfigKey<>(path, defaultText, allowed, description, text -> {
            List<String> items = Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(item -> !text.isBlank())
                    .toList();
            return items.stream().allMatch(valid::apply) ? items : null;
        });
    }

    /** Whether a text is an IP address; one of version 6 may be in brackets. */
    static boolean isAddress(String text) {
        return IpAddress.isOne(text);
    }

    private static boolean isWebUrl(String text) {
        URI url = URI.create(text);
        return List.of("http", "https").contains(String.valueOf(url.getScheme()))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    /** The default value. */
    T defaultValue() {
        return parse(defaultText, "default");
    }

    /** The environment variable of this key: CELLPORT_LIMITS_SNAPSHOT_BYTES for {@code limits.snapshotBytes}. */
    public String environmentVariable() {
        String words = path.replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2");
        return ConfigKeys.ENVIRONMENT_PREFIX + words.toUpperCase(Locale.ROOT);
    }

    /**
     * Reads the value from a text; elements of lists are separated by commas.
     *
     * @param origin where the text was found, for the message
     * @throws ConfigException if the value is not allowed
     */
    T parse(String text, String origin) {
        T value;
        try {
            value = parser.apply(text.strip());
        } catch (IllegalArgumentException unreadable) {
            value = null;
        }
        if (value == null) {
            throw new ConfigException("%s must be %s, not \"%s\" (%s)".formatted(path, allowed, text, origin));
        }
        return value;
    }
}
