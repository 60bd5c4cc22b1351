package io.cellport.server.cluster;

import io.cellport.UnitRequests;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ./run.sh cluster-demo}: three nodes, an import, and the death of the node that runs it. Everything is started
 * for the demo and thrown away afterwards.
 */
public final class ClusterDemo {

    private static final List<String> NAMES = List.of("a", "b", "c");

    private static final String LINE = "%-20s%-20s%-20s";

    private static final int ENTITIES = 600_000;

    private static final int KILLED_AT = 30;

    private static final Duration POLL_EVERY = Duration.ofMillis(500);

    private final PrintStream out;
    private final TestCluster cluster;
    private final long started = System.nanoTime();
    private final Map<String, Integer> lowest = new HashMap<>();
    private boolean lied;
    private String shown = "";

    private ClusterDemo(PrintStream out, TestCluster cluster) {
        this.out = out;
        this.cluster = cluster;
    }

    /** Runs the demo and exits with 0 if all went as it should. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("cellport-cluster-demo");
        Thread cleaner = new Thread(() -> delete(directory), "demo-cleaner");
        Runtime.getRuntime().addShutdownHook(cleaner);
        System.out.println("Starting PostgreSQL ...");
        try (TestCluster cluster = new TestCluster(directory, Map.of("CELLPORT_CLUSTER_BUS", "hazelcast"))) {
            boolean isTrue = new ClusterDemo(System.out, cluster).run(directory);
            cluster.close();
            System.exit(isTrue ? 0 : 1);
        }
    }

    private boolean run(Path directory) throws Exception {
        startNodes();
        Path snapshot = directory.resolve("demo.zip");
        say("Writing a snapshot of %,d entities ...".formatted(ENTITIES));
        SnapshotBuilder.snapshot().userData(ENTITIES, 300).writeTo(snapshot);
        NodeProcess first = cluster.nodes().get("a");
        first.createCell("demo");
        first.upload("demo", "demo", snapshot);
        first.startImport("demo", "demo").join();
        say("a accepted the import. What the three nodes answer to GET /demo/__import:");
        say(LINE.formatted(NAMES.toArray()));
        return follow();
    }

    private void startNodes() throws IOException {
        BusPorts ports = new BusPorts(NAMES.size());
        for (int i = 0; i < NAMES.size(); i++) {
            NodeProcess node = cluster.start(NAMES.get(i), ports.settings(i));
            say("Node %s listens on %s".formatted(node.name(), node.url()));
        }
    }

    private boolean follow() throws InterruptedException {
        boolean killed = false;
        boolean told = false;
        String owner = "";
        while (true) {
            List<Optional<JsonObject>> answers =
                    NAMES.stream().map(this::answer).toList();
            show(answers);
            List<JsonObject> alive = answers.stream().flatMap(Optional::stream).toList();
            if (alive.stream().allMatch(UnitRequests::isReady)) {
                return end(killed);
            }
            String now = cluster.owner().map(NodeProcess::name).orElse(owner);
            if (killed && !told && !now.equals(owner)) {
                say("  %s takes the import over: its lease has run out.".formatted(now));
                told = true;
            } else if (!killed && !now.isEmpty() && alive.stream().anyMatch(ClusterDemo::isFar)) {
                say("  kill -9 %s, which runs the import ...".formatted(now));
                cluster.nodes().get(now).kill();
                killed = true;
            }
            owner = killed && !told ? owner : now;
            Thread.sleep(POLL_EVERY.toMillis());
        }
    }

    /** Tells the answers unless they are the same as before. */
    private void show(List<Optional<JsonObject>> answers) {
        String line = LINE.formatted(answers.stream().map(ClusterDemo::words).toArray());
        if (!line.equals(shown)) {
            shown = line;
            say(line);
        }
    }

    private Optional<JsonObject> answer(String name) {
        if (!cluster.nodes().get(name).isAlive()) {
            return Optional.empty();
        }
        JsonObject status = cluster.nodes().get(name).status("demo");
        if (UnitRequests.isActive(status)) {
            int percent = UnitRequests.percent(status);
            lied |= percent < lowest.getOrDefault(name, 0);
            lowest.put(name, percent);
        } else {
            lied |= cluster.number("SELECT count(*) FROM import_run WHERE state = 'Completed'") != 1;
        }
        return Optional.of(status);
    }

    private static boolean isFar(JsonObject status) {
        return UnitRequests.isActive(status) && UnitRequests.percent(status) >= KILLED_AT;
    }

    private static String words(Optional<JsonObject> answer) {
        return answer.map(status -> UnitRequests.isActive(status)
                        ? status.getString("status").replace("importation ", "") + " " + status.getString("progress")
                        : status.getString("status"))
                .orElse("(dead)");
    }

    private boolean end(boolean killed) {
        JsonObject summary =
                new JsonObject(cluster.texts("SELECT summary FROM import_run").get(0));
        long entities = summary.getJsonObject("entities").getLong("UserData");
        long attempts = cluster.number("SELECT attempt FROM import_run");
        say("The import is complete: %,d of %,d entities, in %d attempts.".formatted(entities, ENTITIES, attempts));
        say(lied ? "A node has lied." : "No node answered \"ready\" before, and no percentage went down.");
        return killed && !lied && entities == ENTITIES;
    }

    private void say(String line) {
        out.printf("%3d s  %s%n", (System.nanoTime() - started) / 1_000_000_000L, line);
    }

    private static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println(directory + " could not be deleted");
        }
    }
}
