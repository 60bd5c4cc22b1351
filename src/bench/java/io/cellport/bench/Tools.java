package io.cellport.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs of the machine that something is compared with. */
final class Tools {

    /** Clock ticks in a second, in which Linux counts the processor time of a process. */
    private static final double TICKS = 100;

    private Tools() {}

    /** Whether all of them are installed; if not, says so. */
    static boolean areThere(String... names) {
        for (String name : names) {
            boolean found = Stream.of(
                            System.getenv("PATH").split(Pattern.quote(File.pathSeparator)), new String[] {"/usr/sbin"})
                    .flatMap(Stream::of)
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
            if (!found) {
                System.out.println("  skipped: " + name + " is not installed");
                return false;
            }
        }
        return true;
    }

    /** What a program took. */
    record Taken(double seconds, double cpuSeconds) {}

    /** Runs a program with its output dropped; its processor time includes that of its children. */
    static Taken run(String... command) throws IOException, InterruptedException {
        List<String> timed =
                new ArrayList<>(List.of("bash", "-c", "\"$@\" >/dev/null; code=$?; times; exit $code", "-"));
        timed.addAll(List.of(command));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(timed)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " failed");
        }
        double cpu = Pattern.compile("(\\d+)m([\\d.]+)s")
                .matcher(output.lines().skip(1).findFirst().orElseThrow())
                .results()
                .mapToDouble(time -> 60 * Integer.parseInt(time.group(1)) + Double.parseDouble(time.group(2)))
                .sum();
        return new Taken((System.nanoTime() - start) / 1e9, cpu);
    }

    /** Processor time of running processes so far. */
    static double cpuSeconds(Stream<ProcessHandle> processes) {
        return processes.mapToDouble(Tools::cpuSeconds).sum();
    }

    private static double cpuSeconds(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
        } catch (IOException e) {
            return 0;
        }
    }
}
