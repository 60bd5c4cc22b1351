package io.cellport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Inputs that a fuzzer begins with, and those that it found something with; the unit tests try all of them. */
public final class Seeds {

    private Seeds() {}

    /** The inputs of a fuzz test, where Jazzer looks for them; the path serves as the name in a report. */
    public static List<Path> of(String fuzzTest, String method) {
        Path directory = Path.of("src/test/resources/io/cellport", fuzzTest + "Inputs", method);
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] read(Path seed) {
        try {
            return Files.readAllBytes(seed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
