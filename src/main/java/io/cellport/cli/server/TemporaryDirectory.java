package io.cellport.cli.server;

import io.cellport.cli.exit.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A new directory that only its owner can read; closing deletes it with its content. Blocks; immutable. */
public record TemporaryDirectory(Path path) implements AutoCloseable {

    public static TemporaryDirectory create(String prefix) {
        try {
            return new TemporaryDirectory(Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new CommandException("No temporary directory can be made: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(path)) {
            List<Path> childrenFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path child : childrenFirst) {
                Files.delete(child);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
