package io.cellport.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;

/**
 * Imports of very different sizes in a virtual machine with little memory. The small one is done ten times, so that its
 * peaks are looked for as often as those of the large one.
 */
final class BoundedMemory implements Benchmark {

    private static final long MIB = 1 << 20;
    private static final long SMALL = 100 * MIB;
    private static final long LARGE = 1024 * MIB;
    private static final int REPEATS = 10;
    private static final int ENTITY_BYTES = 285;

    @Override
    public List<Figure> run() throws Exception {
        return List.of(
                figure("one file", Snapshots.bigFile(SMALL), Snapshots.bigFile(LARGE)),
                figure("entities", Snapshots.entities(SMALL / ENTITY_BYTES), Snapshots.entities(LARGE / ENTITY_BYTES)));
    }

    private static Figure figure(String what, Path small, Path large) throws IOException, InterruptedException {
        String title = "-Xmx128m, heap of 1 GiB / 100 MiB, " + what;
        Result ofSmall = importInSmallHeap(small, REPEATS);
        Result ofLarge = importInSmallHeap(large, 1);
        if (ofSmall == null || ofLarge == null) {
            return new Figure(title, "see target/bench/unit.log", "failed", "0.90 to 1.10");
        }
        String measured = "%.1f MiB in %.1f s, %.1f MiB in %d x %.1f s"
                .formatted(ofLarge.heapMib, ofLarge.seconds, ofSmall.heapMib, REPEATS, ofSmall.seconds / REPEATS);
        return new Figure(title, measured, "%.2f".formatted(ofLarge.heapMib / ofSmall.heapMib), "0.90 to 1.10");
    }

    private static Result importInSmallHeap(Path snapshot, int times) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        SmallHeapImport.class.getName(),
                        snapshot.toString(),
                        Integer.toString(times))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        Workspace.directory().resolve("unit.log").toFile()))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int code = process.waitFor();
        if (code != 0) {
            System.out.printf("  %s: failed with %d%n", snapshot.getFileName(), code);
            return null;
        }
        Result result = Result.parse(output);
        System.out.printf("  %s: %.1f s, %.1f MiB%n", snapshot.getFileName(), result.seconds, result.heapMib);
        return result;
    }

    private record Result(double seconds, double heapMib) {

        static Result parse(String output) {
            Scanner words = new Scanner(output).useLocale(Locale.ROOT);
            return new Result(words.nextDouble(), words.nextDouble());
        }
    }
}
