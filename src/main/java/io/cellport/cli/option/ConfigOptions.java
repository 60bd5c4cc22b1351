package io.cellport.cli.option;

import io.cellport.config.ConfFile;
import io.cellport.config.ConfigKey;
import io.cellport.config.ConfigKeys;
import io.cellport.config.ConfigLoader;
import io.cellport.config.UnitConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags for the configuration file and the data directory. Blocks; for one thread. */
public final class ConfigOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file to use instead of conf/cellport.yaml")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "data directory (default: ./data)")
    private Optional<String> data = Optional.empty();

    /** The configuration, overridden by {@code --data} and these flags. */
    public UnitConfig load(Map<ConfigKey<?>, String> flags) {
        Map<ConfigKey<?>, String> given = new HashMap<>(flags);
        data.ifPresent(directory -> given.put(ConfigKeys.STORAGE_DATA, directory));
        return ConfigLoader.load(file(), System.getenv(), given);
    }

    /** These flags as another command needs them. */
    public String flags() {
        return config.map(file -> " --config " + file).orElse("")
                + data.map(directory -> " --data " + directory).orElse("");
    }

    /** The configuration file in force, if there is one. */
    public Optional<Path> file() {
        return config.or(() -> ConfFile.find("cellport.yaml"));
    }
}
