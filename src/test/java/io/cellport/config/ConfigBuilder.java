package io.cellport.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a unit for tests: any free port of the loopback address, two event loops, one import at a time,
 * no trusted proxies, no URL of its own, no management port, the default limits. Values are not checked, so that a test
 * may wait a shorter time than is allowed.
 */
public final class ConfigBuilder {

    private final Path data;
    private int port;
    private List<String> trustedProxies = List.of();
    private List<String> allowedOrigins = List.of();
    /** Longer than a test waits for anything, so that no connection is closed because the machine is busy. */
    private Duration idleTimeout = Duration.ofMinutes(10);

    private int maxConnections;
    private boolean console = true;
    private int managementPort = -1;
    private Optional<String> url = Optional.empty();
    private boolean pathBased = true;
    private boolean readDeleteOnly;
    private int lockCount;
    private Duration lockTime = Duration.ZERO;
    private List<Issuer> issuers = List.of();
    private int tokenCacheSize = 100;
    private int maxAttempts = 3;
    private Limits limits = Limits.DEFAULT;

    private ConfigBuilder(Path data) {
        this.data = data;
    }

    /** A unit on a data directory. */
    public static ConfigBuilder config(Path data) {
        return new ConfigBuilder(data);
    }

    /** For tests that need a part that does not say where the data is. */
    public static ConfigBuilder config() {
        return new ConfigBuilder(Path.of("data"));
    }

    public ConfigBuilder port(int port) {
        this.port = port;
        return this;
    }

    public ConfigBuilder trustedProxies(List<String> addresses) {
        trustedProxies = addresses;
        return this;
    }

    public ConfigBuilder allowedOrigins(String... origins) {
        allowedOrigins = List.of(origins);
        return this;
    }

    public ConfigBuilder idleTimeout(Duration silence) {
        idleTimeout = silence;
        return this;
    }

    public ConfigBuilder maxConnections(int most) {
        maxConnections = most;
        return this;
    }

    public ConfigBuilder withoutConsole() {
        console = false;
        return this;
    }

    /** Serves health and metrics on any free port. */
    public ConfigBuilder management() {
        return managementPort(0);
    }

    public ConfigBuilder managementPort(int port) {
        managementPort = port;
        return this;
    }

    public ConfigBuilder url(String url) {
        this.url = Optional.of(url);
        return this;
    }

    public ConfigBuilder pathBased(boolean pathBased) {
        this.pathBased = pathBased;
        return this;
    }

    public ConfigBuilder readDeleteOnly() {
        readDeleteOnly = true;
        return this;
    }

    /** Locks an account for a time after so many failed logins. */
    public ConfigBuilder lock(int count, Duration time) {
        lockCount = count;
        lockTime = time;
        return this;
    }

    public ConfigBuilder issuers(Issuer... providers) {
        issuers = List.of(providers);
        return this;
    }

    public ConfigBuilder tokenCacheSize(int tokens) {
        tokenCacheSize = tokens;
        return this;
    }

    public ConfigBuilder maxAttempts(int attempts) {
        maxAttempts = attempts;
        return this;
    }

    public ConfigBuilder snapshotBytes(long bytes) {
        limits = limits(Limits.SNAPSHOT_BYTES, bytes);
        return this;
    }

    public ConfigBuilder snapshotsPerCell(int files) {
        limits = limits(Limits.SNAPSHOTS_PER_CELL, files);
        return this;
    }

    private static Limits limits(ConfigKey<?> key, long value) {
        return ConfigLoader.defaults(Map.of(key, Long.toString(value))).limits();
    }

    public UnitConfig build() {
        return new UnitConfig(
                data,
                new UnitConfig.Http(
                        "127.0.0.1", port, 2, trustedProxies, allowedOrigins, idleTimeout, maxConnections, console),
                new UnitConfig.Management("127.0.0.1", managementPort),
                new UnitConfig.Unit(url, pathBased, readDeleteOnly),
                new UnitConfig.Auth(tokenCacheSize, lockCount, lockTime, "", issuers),
                new UnitConfig.Importing(1, maxAttempts, 30, Duration.ofSeconds(30)),
                limits,
                Optional.empty());
    }
}
