package io.cellport.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Imports one snapshot, some times over, in a virtual machine of its own, and prints seconds and the most heap that was
 * in use after a collection: what is garbage says nothing about what an import needs.
 */
final class SmallHeapImport {

    private static final long SAMPLE_MILLIS = 500;

    private SmallHeapImport() {}

    public static void main(String[] arguments) throws Exception {
        Thread sampler = new Thread(SmallHeapImport::collectAgainAndAgain, "sampler");
        sampler.setDaemon(true);
        try (BenchUnit unit = new BenchUnit()) {
            sampler.start();
            double seconds = 0;
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                seconds += unit.importOnce(Path.of(arguments[0]));
            }
            System.out.printf(Locale.ROOT, "%.2f %.1f%n", seconds, highWater / (double) (1 << 20));
        }
        System.exit(0);
    }

    private static volatile long highWater;

    private static void collectAgainAndAgain() {
        while (true) {
            System.gc();
            highWater = Math.max(highWater, liveBytes());
            try {
                TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static long liveBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
