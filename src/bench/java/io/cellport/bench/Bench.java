package io.cellport.bench;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the benchmarks that its arguments name, or all, and prints a table. A figure never makes it fail. The units log
 * to {@code target/bench/unit.log}, as much as they log in life.
 */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        logToFile();
        Map<String, Benchmark> all = all();
        List<String> names = arguments.length == 0 ? List.copyOf(all.keySet()) : List.of(arguments);
        if (!all.keySet().containsAll(names)) {
            System.out.println("usage: run.sh bench [NAME...], with names of " + all.keySet());
            System.exit(2);
        }
        List<Figure> figures = new ArrayList<>();
        for (String name : names) {
            System.out.println(name);
            figures.addAll(all.get(name).run());
        }
        System.out.println();
        System.out.println(Figure.header());
        figures.forEach(System.out::println);
        System.exit(0);
    }

    private static Map<String, Benchmark> all() {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        all.put("status", new StatusThroughput(1, "-Xmx512m -Dcellport.log.access=off"));
        all.put("status-with-log", new StatusThroughput(1, "-Xmx512m -Dcellport.log.access=info"));
        all.put("status-two-loops", new StatusThroughput(2, "-Xmx512m -Dcellport.log.access=off"));
        all.put("status-small-heap", new StatusThroughput(1, "-Xmx128m -Dcellport.log.access=off"));
        all.put("cluster", new ClusterStatus());
        all.put("start", new StartUp());
        all.put("scale", new Scale());
        all.put("metrics", new MetricsCost());
        all.put("entities", new EntityImport());
        all.put("sqlite", new SqliteImport());
        all.put("files", new FileImport());
        all.put("memory", new BoundedMemory());
        all.put("polling", new PollingDuringImport());
        all.put("export", new CellExport());
        all.put("transfer", new FileTransfer());
        all.put("rows", new RowSearches());
        return all;
    }

    /** Must come before the first logger is made. */
    private static void logToFile() throws IOException {
        System.setProperty("logback.configurationFile", "conf/logback.xml");
        System.setProperty("cellport.log.access", "info");
        String log = Workspace.directory().resolve("unit.log").toString();
        System.setErr(new PrintStream(new FileOutputStream(log), false, StandardCharsets.UTF_8));
    }
}
