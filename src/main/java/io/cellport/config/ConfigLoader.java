package io.cellport.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Combines the configuration from four sources, of which a later one wins: defaults, the YAML file,
 * {@code CELLPORT_...} variables, command line flags. An unknown key or a value that is not allowed is a
 * {@link ConfigException} in each of them. Blocks; for one thread.
 */
public final class ConfigLoader {

    /** Those of the start script and of clients; not keys. */
    private static final Set<String> FOREIGN_VARIABLES = Set.of(
            ConfigKeys.ENVIRONMENT_PREFIX + "JAVA_OPTS",
            ConfigKeys.CLIENT_URL,
            ConfigKeys.CLIENT_TOKEN,
            ConfigKeys.SOURCE_TOKEN);

    private static final Map<String, ConfigKey<?>> BY_PATH = index(ConfigKey::path);

    private static final Map<String, ConfigKey<?>> BY_VARIABLE = index(ConfigKey::environmentVariable);

    private final Map<ConfigKey<?>, Setting> settings = new LinkedHashMap<>();

    private ConfigLoader() {
        for (ConfigKey<?> key : ConfigKeys.all()) {
            set(key, key.defaultText(), "default");
        }
    }

    /**
     * The configuration of a process.
     *
     * @param file the YAML file, which must exist; if empty, {@code conf/cellport.yaml} if {@link ConfFile} finds it
     * @param environment all variables; those that do not start with {@code CELLPORT_} are ignored
     * @param flags texts from the command line
     */
    public static UnitConfig load(
            Optional<Path> file, Map<String, String> environment, Map<ConfigKey<?>, String> flags) {
        ConfigLoader loader = new ConfigLoader();
        file.or(() -> ConfFile.find("cellport.yaml")).ifPresent(loader::addFile);
        loader.addEnvironment(environment);
        loader.addFlags(flags);
        return loader.build();
    }

    /** The defaults with the flags, without any file or variable. */
    public static UnitConfig defaults(Map<ConfigKey<?>, String> flags) {
        ConfigLoader loader = new ConfigLoader();
        loader.addFlags(flags);
        return loader.build();
    }

    private void addFile(Path file) {
        addTexts(ConfigFile.read(file), "file " + file);
    }

    private void addTexts(Map<String, String> texts, String origin) {
        texts.forEach((path, text) -> set(known(BY_PATH.get(path), path, origin), text, origin));
    }

    private void addEnvironment(Map<String, String> environment) {
        environment.forEach((variable, text) -> {
            boolean ours = variable.startsWith(ConfigKeys.ENVIRONMENT_PREFIX)
                    && !variable.startsWith(LogSettings.PREFIX)
                    && !FOREIGN_VARIABLES.contains(variable);
            if (ours && !ServiceLinks.isLink(variable, text)) {
                set(known(BY_VARIABLE.get(variable), variable, "environment"), text, "environment " + variable);
            }
        });
    }

    private void addFlags(Map<ConfigKey<?>, String> flags) {
        flags.forEach((key, text) -> set(key, text, "command line"));
    }

    private static ConfigKey<?> known(@Nullable ConfigKey<?> key, String name, String origin) {
        if (key == null) {
            throw new ConfigException("Unknown configuration key %s (%s)".formatted(name, origin));
        }
        return key;
    }

    private void set(ConfigKey<?> key, String text, String origin) {
        // A value is checked even if a later one replaces it. Otherwise it would fail when the later one is removed.
        key.parse(text, origin);
        settings.put(key, new Setting(text, origin));
    }

    private <T> T get(ConfigKey<T> key) {
        Setting setting = setting(key);
        return key.parse(setting.text, setting.origin);
    }

    /** Every key has a setting: at first its default. */
    private Setting setting(ConfigKey<?> key) {
        return Objects.requireNonNull(settings.get(key));
    }

    private UnitConfig build() {
        requireSecureCookies();
        requireNameForCells();
        return new UnitConfig(
                get(ConfigKeys.STORAGE_DATA),
                new UnitConfig.Http(
                        get(ConfigKeys.HTTP_HOST),
                        get(ConfigKeys.HTTP_PORT),
                        get(ConfigKeys.HTTP_EVENT_LOOPS),
                        get(ConfigKeys.HTTP_TRUSTED_PROXIES),
                        get(ConfigKeys.HTTP_ALLOWED_ORIGINS),
                        Duration.ofSeconds(get(ConfigKeys.HTTP_IDLE_TIMEOUT_SECONDS)),
                        get(ConfigKeys.HTTP_MAX_CONNECTIONS),
                        get(ConfigKeys.HTTP_CONSOLE)),
                new UnitConfig.Management(get(ConfigKeys.MANAGEMENT_HOST), get(ConfigKeys.MANAGEMENT_PORT)),
                new UnitConfig.Unit(
                        get(ConfigKeys.UNIT_URL),
                        get(ConfigKeys.UNIT_PATH_BASED),
                        get(ConfigKeys.UNIT_READ_DELETE_ONLY)),
                new UnitConfig.Auth(
                        get(ConfigKeys.AUTH_TOKEN_CACHE_SIZE),
                        get(ConfigKeys.AUTH_LOCK_COUNT),
                        Duration.ofSeconds(get(ConfigKeys.AUTH_LOCK_TIME_SECONDS)),
                        get(ConfigKeys.AUTH_PASSWORD_SALT),
                        get(ConfigKeys.AUTH_ISSUERS)),
                new UnitConfig.Importing(
                        get(ConfigKeys.IMPORT_CONCURRENCY),
                        get(ConfigKeys.IMPORT_MAX_ATTEMPTS),
                        get(ConfigKeys.IMPORT_HISTORY_DAYS),
                        Duration.ofSeconds(get(ConfigKeys.IMPORT_STALLED_AFTER_SECONDS))),
                Limits.of(this::get),
                ClusterKeys.of(this::get));
    }

    /** Browsers send a cookie to another site only if the cookie is secure. */
    private void requireSecureCookies() {
        boolean secure =
                get(ConfigKeys.UNIT_URL).filter(url -> url.startsWith("https:")).isPresent();
        if (!secure && !get(ConfigKeys.HTTP_ALLOWED_ORIGINS).isEmpty()) {
            throw new ConfigException("%s needs %s to be an https URL (%s)"
                    .formatted(
                            ConfigKeys.HTTP_ALLOWED_ORIGINS.path(),
                            ConfigKeys.UNIT_URL.path(),
                            setting(ConfigKeys.HTTP_ALLOWED_ORIGINS).origin));
        }
    }

    /** Cells as host names need a unit with a host name; an address has no subdomains. */
    private void requireNameForCells() {
        Optional<String> url = get(ConfigKeys.UNIT_URL);
        boolean hasName =
                url.isPresent() && !ConfigKey.isAddress(URI.create(url.get()).getHost());
        if (!get(ConfigKeys.UNIT_PATH_BASED) && !hasName) {
            throw new ConfigException("%s: false needs %s%s (%s)"
                    .formatted(
                            ConfigKeys.UNIT_PATH_BASED.path(),
                            ConfigKeys.UNIT_URL.path(),
                            url.isPresent() ? " with a host name" : "",
                            setting(ConfigKeys.UNIT_PATH_BASED).origin));
        }
    }

    private static Map<String, ConfigKey<?>> index(Function<ConfigKey<?>, String> name) {
        return ConfigKeys.all().stream().collect(Collectors.toUnmodifiableMap(name, Function.identity()));
    }

    private record Setting(String text, String origin) {}
}
