package io.cellport.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a file of the {@code conf} directory outside the jar; the jar holds a copy for when there is none. */
public final class ConfFile {

    private ConfFile() {}

    /** {@code conf/name} below the working directory, else beside the jar. */
    public static Optional<Path> find(String name) {
        return Stream.concat(Stream.of(Path.of("")), jarDirectory().stream())
                .map(directory -> directory.resolve("conf").resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<Path> jarDirectory() {
        CodeSource source = ConfFile.class.getProtectionDomain().getCodeSource();
        try {
            URI location = source.getLocation().toURI();
            return Optional.of(Path.of(location).toAbsolutePath().getParent());
        } catch (URISyntaxException | IllegalArgumentException notAFile) {
            return Optional.empty();
        }
    }
}
