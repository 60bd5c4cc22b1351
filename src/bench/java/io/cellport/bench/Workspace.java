package io.cellport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the benchmarks keep their files: generated snapshots stay for the next run, all else is deleted. */
final class Workspace {

    private Workspace() {}

    static Path directory() throws IOException {
        return Files.createDirectories(Path.of("target", "bench").toAbsolutePath());
    }

    /** Deletes a directory with all it holds. */
    static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
