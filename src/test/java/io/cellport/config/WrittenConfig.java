package io.cellport.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Configurations that are loaded from files which a test writes. */
abstract class WrittenConfig {

    @TempDir
    Path directory;

    static UnitConfig load(Path file, Map<String, String> environment) {
        return ConfigLoader.load(Optional.of(file), environment, Map.of());
    }

    Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("cellport.yaml"), text);
    }
}
