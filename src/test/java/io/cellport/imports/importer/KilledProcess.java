package io.cellport.imports.importer;

import io.cellport.storage.KillPoints;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that opens a data directory, imports {@code b} into {@code cell} unless an import is under way already, and
 * halts at a kill point.
 */
final class KilledProcess {

    static final int HALTED = 137;

    private KilledProcess() {}

    /** Runs the process; returns its exit code, 0 if it came to its end before. */
    static int run(Path data, int point) throws IOException, InterruptedException {
        File log = data.resolveSibling("killed.log").toFile();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        data.toString(),
                        Integer.toString(point)))
                .redirectOutput(log)
                .redirectError(log)
                .start();
        return process.waitFor();
    }

    public static void main(String[] arguments) {
        int point = Integer.parseInt(arguments[1]);
        KillPoints points = new KillPoints((number, description) -> {
            if (number == point) {
                Runtime.getRuntime().halt(HALTED);
            }
        });
        try (EmbeddedUnit unit =
                WatchedImports.open(points.wrap(Path.of(arguments[0])), points.sqlite(), delivery -> delivery.next())) {
            KilledImports.importB(unit);
        }
    }
}
