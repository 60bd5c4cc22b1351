package io.cellport.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a file of the {@code conf} directory. Nothing depends on one: every key has a default, and the jar holds a log set-up. */
public final class ConfFile {

    /** Set by the start script: the directory that it lies in. */
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
