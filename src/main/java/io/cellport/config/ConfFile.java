package io.cellport.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a file of the {@code conf} directory. All these files are optional: every key has a default, and the jar
 * contains a log configuration. Blocks; stateless.
 */
public final class ConfFile {

    /** The start script sets this to its own directory. */
    private static final String HOME = "cellport.home";

    private ConfFile() {}

    /** {@code conf/name} below the working directory, else beside the start script, else beside the jar. */
    public static Optional<Path> find(String name) {
        return Stream.of(Optional.of(Path.of("")), home(), jarDirectory())
                .flatMap(Optional::stream)
                .map(directory -> directory.resolve("conf").resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty(HOME)).map(Path::of);
    }

    private static Optional<Path> jarDirectory() {
        CodeSource source = ConfFile.class.getProtectionDomain().getCodeSource();
        try {
            URI location = source.getLocation().toURI();
            return Optional.ofNullable(Path.of(location).toAbsolutePath().getParent());
        } catch (URISyntaxException | IllegalArgumentException notAFile) {
            return Optional.empty();
        }
    }
}
