package io.cellport.cli;

import io.cellport.config.ConfigKey;
import io.cellport.config.ConfigKeys;
import io.cellport.config.ConfigLoader;
import io.cellport.config.UnitConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that say where the configuration and the data are. */
final class ConfigOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file to use instead of conf/cellport.yaml")
    private Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "data directory (default: ./data)")
    private String data;

    /** The configuration with {@code --data} and these flags on top; a null flag was not given. */
    UnitConfig load(Map<ConfigKey<?>, String> flags) {
        Map<ConfigKey<?>, String> given = new HashMap<>(flags);
        given.put(ConfigKeys.STORAGE_DATA, data);
        given.values().removeIf(text -> text == null);
        return ConfigLoader.load(Optional.ofNullable(config), System.getenv(), given);
    }
}
