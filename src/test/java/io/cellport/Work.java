package io.cellport;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What this thread has done, in measures that do not grow with whatever else the machine does. */
public record Work(Duration cpu, long bytesRead) {

    private static final Path COUNTERS = Path.of("/proc/thread-self/io");

    /** What this thread has done since it began. Bytes read are 0 where the system does not count them. */
    public static Work soFar() {
        return new Work(Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()), readSoFar());
    }

    /** What this thread has done since then. */
    public Work since() {
        Work now = soFar();
        return new Work(now.cpu.minus(cpu), now.bytesRead - bytesRead);
    }

    private static long readSoFar() {
        try {
            return Files.readAllLines(COUNTERS).stream()
                    .filter(line -> line.startsWith("rchar: "))
                    .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                    .sum();
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
