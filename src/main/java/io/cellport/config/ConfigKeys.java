package io.cellport.config;

import static io.cellport.config.ConfigKey.ofAddresses;
import static io.cellport.config.ConfigKey.ofBaseUrl;
import static io.cellport.config.ConfigKey.ofBoolean;
import static io.cellport.config.ConfigKey.ofDirectory;
import static io.cellport.config.ConfigKey.ofHost;
import static io.cellport.config.ConfigKey.ofInt;
import static io.cellport.config.ConfigKey.ofIssuers;
import static io.cellport.config.ConfigKey.ofOrigins;
import static io.cellport.config.ConfigKey.ofText;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All keys of the configuration in the order of {@code conf/cellport.yaml}: type, default, range, meaning. The keys of
 * the limits are in {@link Limits}, those of a cluster in {@link ClusterKeys}. Stateless.
 */
public final class ConfigKeys {

    static final String ENVIRONMENT_PREFIX = "CELLPORT_";

    /** The variable for the unit URL that commands use; it configures no server. */
    public static final String CLIENT_URL = ENVIRONMENT_PREFIX + "URL";

    /** The variable for the access token that commands use; it configures no server. */
    public static final String CLIENT_TOKEN = ENVIRONMENT_PREFIX + "TOKEN";

    /** The variable with the token for the unit that a cell is moved from. */
    public static final String SOURCE_TOKEN = ENVIRONMENT_PREFIX + "SOURCE_TOKEN";

    private static final int NO_PORT = -1;

    public static final ConfigKey<String> HTTP_HOST = ofHost("http.host", "127.0.0.1", "address to listen on");

    public static final ConfigKey<Integer> HTTP_PORT =
            ofInt("http.port", 8080, 0, 65_535, "port to listen on; 0 takes any free port");

    public static final ConfigKey<Integer> HTTP_EVENT_LOOPS =
            ofInt("http.eventLoops", 0, 0, 256, "event loops, each of which serves HTTP; 0 means one per core");

    static final ConfigKey<List<String>> HTTP_TRUSTED_PROXIES =
            ofAddresses("http.trustedProxies", "127.0.0.1,::1", "addresses whose X-Forwarded-* headers are believed");

    static final ConfigKey<List<String>> HTTP_ALLOWED_ORIGINS =
            ofOrigins("http.allowedOrigins", "origins that may use the cookie login from a browser");

    static final ConfigKey<Integer> HTTP_IDLE_TIMEOUT_SECONDS = ofInt(
            "http.idleTimeoutSeconds",
            75,
            61,
            3_600,
            "seconds without a byte in either direction after which a connection is closed; longer than any answer is held");

    static final ConfigKey<Integer> HTTP_MAX_CONNECTIONS = ofInt(
            "http.maxConnections",
            0,
            0,
            1_000_000,
            "connections open at a time; 0 means three quarters of the files that the process may have open");

    static final ConfigKey<Boolean> HTTP_CONSOLE =
            ofBoolean("http.console", true, "whether the console is served at /__console");

    public static final ConfigKey<String> MANAGEMENT_HOST =
            ofHost("management.host", "127.0.0.1", "address that health and metrics are served on");

    public static final ConfigKey<Integer> MANAGEMENT_PORT = ofInt(
            "management.port",
            9000,
            NO_PORT,
            65_535,
            "port that health and metrics are served on; 0 takes any free port, -1 serves neither");

    static final ConfigKey<Optional<String>> UNIT_URL = ofBaseUrl(
            "unit.url",
            "unit URL that tokens and generated URLs carry and requests must be addressed to; empty means the address listened on and any address");

    static final ConfigKey<Boolean> UNIT_PATH_BASED = ofBoolean(
            "unit.pathBasedCellUrl",
            true,
            "cell URLs are {unit}/{cell}/; false: {scheme}://{cell}.{authority}/, which needs unit.url");

    static final ConfigKey<Boolean> UNIT_READ_DELETE_ONLY = ofBoolean(
            "unit.readDeleteOnly",
            false,
            "refuses everything but reading, deleting and logging in, for a disk that is almost full");

    public static final ConfigKey<Path> STORAGE_DATA =
            ofDirectory("storage.data", "data", "data directory, relative to the working directory");

    static final ConfigKey<Integer> AUTH_TOKEN_CACHE_SIZE =
            ofInt("auth.tokenCacheSize", 10_000, 1, 10_000_000, "verified tokens remembered per event loop");

    static final ConfigKey<Integer> AUTH_LOCK_COUNT =
            ofInt("auth.lockCount", 0, 0, 1_000, "failed logins before an account is locked; 0 never locks");

    static final ConfigKey<Integer> AUTH_LOCK_TIME_SECONDS =
            ofInt("auth.lockTimeSeconds", 60, 0, 86_400, "seconds that an account stays locked");

    static final ConfigKey<String> AUTH_PASSWORD_SALT = ofText(
            "auth.passwordSalt",
            "null",
            "what Personium appended to passwords that it hashed with SHA-256: security.auth.password.salt of the unit"
                    + " that exported, or \"null\" if it had none");

    static final ConfigKey<List<Issuer>> AUTH_ISSUERS =
            ofIssuers("auth.issuers", "identity providers whose tokens are accepted beside the unit's own");

    static final ConfigKey<Integer> IMPORT_CONCURRENCY =
            ofInt("import.concurrency", 2, 1, 64, "imports that run at the same time");

    static final ConfigKey<Integer> IMPORT_MAX_ATTEMPTS =
            ofInt("import.maxAttempts", 3, 1, 100, "attempts before an interrupted import fails");

    static final ConfigKey<Integer> IMPORT_HISTORY_DAYS =
            ofInt("import.historyDays", 30, 1, 3_650, "days that records of finished imports are kept");

    static final ConfigKey<Integer> IMPORT_STALLED_AFTER_SECONDS = ofInt(
            "import.stalledAfterSeconds", 30, 1, 86_400, "seconds of silence after which an import counts as stalled");

    private static final List<ConfigKey<?>> OWN = List.of(
            HTTP_HOST,
            HTTP_PORT,
            HTTP_EVENT_LOOPS,
            HTTP_TRUSTED_PROXIES,
            HTTP_ALLOWED_ORIGINS,
            HTTP_IDLE_TIMEOUT_SECONDS,
            HTTP_MAX_CONNECTIONS,
            HTTP_CONSOLE,
            MANAGEMENT_HOST,
            MANAGEMENT_PORT,
            UNIT_URL,
            UNIT_PATH_BASED,
            UNIT_READ_DELETE_ONLY,
            STORAGE_DATA,
            AUTH_TOKEN_CACHE_SIZE,
            AUTH_LOCK_COUNT,
            AUTH_LOCK_TIME_SECONDS,
            AUTH_PASSWORD_SALT,
            AUTH_ISSUERS,
            IMPORT_CONCURRENCY,
            IMPORT_MAX_ATTEMPTS,
            IMPORT_HISTORY_DAYS,
            IMPORT_STALLED_AFTER_SECONDS);

    private static final List<ConfigKey<?>> ALL = Stream.of(OWN, Limits.KEYS, ClusterKeys.KEYS)
            .<ConfigKey<?>>flatMap(List::stream)
            .toList();

    private ConfigKeys() {}

    /** All keys in the order of {@code conf/cellport.yaml}. */
    public static List<ConfigKey<?>> all() {
        return ALL;
    }
}
