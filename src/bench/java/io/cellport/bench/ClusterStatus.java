package io.cellport.bench;

import io.cellport.UnitRequests;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.token.TokenIssuer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code GET {cell}/__import} of 64 imported cells on each of three nodes of a cluster, beside a unit of one process;
 * and how many transactions of the database many and few polls need.
 */
final class ClusterStatus implements Benchmark {

    private static final Path SNAPSHOT = Path.of("src", "test", "resources", "snapshots", "small1.zip");
    private static final String OPTIONS = "-Xmx256m";
    private static final String HOST = URI.create(BenchCluster.UNIT_URL).getAuthority();
    private static final int NODES = 3;
    private static final int CELLS = 64;
    /** An answer of a node waits for the next read of the epoch, a few milliseconds. */
    private static final int CONNECTIONS = 512;

    /** Polls a second, about half as many as a node answers at most. */
    private static final int PACE = 20_000;

    private static final int ROUNDS = 9;
    private static final long WARM_UP_SECONDS = 10;
    private static final long SECONDS = 1;

    private record Traffic(double polls, double transactions) {}

    @Override
    public List<Figure> run() throws Exception {
        Path data = Files.createTempDirectory(Workspace.directory(), "unit");
        try (ServerProcess unit = NodeServer.start(OPTIONS, BenchCluster.standalone(data));
                BenchCluster cluster = new BenchCluster(NODES, OPTIONS)) {
            String token = new TokenIssuer(new KeyFile(data).open().signing(), BenchCluster.UNIT_URL)
                    .unitToken(Duration.ofDays(1));
            fill(unit, token);
            fill(cluster.nodes().get(0), cluster.token());
            List<HttpLoad> loads = new ArrayList<>(List.of(load(unit, token)));
            for (ServerProcess node : cluster.nodes()) {
                loads.add(load(node, cluster.token()));
            }
            for (HttpLoad load : loads) {
                load.perSecond(WARM_UP_SECONDS);
            }
            List<Figure> figures = new ArrayList<>(compare(loads, PACE, ", %,d polls/s".formatted(PACE)));
            figures.addAll(compare(loads, 0, ", all that is answered"));
            figures.add(traffic(cluster));
            return figures;
        } finally {
            Workspace.delete(data);
        }
    }

    private static UnitRequests administrator(ServerProcess server, String token) {
        String url = "http://127.0.0.1:" + server.port() + "/";
        return new UnitRequests(url, token, Map.of("X-Forwarded-Host", HOST));
    }

    private static void fill(ServerProcess server, String token) throws Exception {
        UnitRequests administrator = administrator(server, token);
        for (int i = 0; i < CELLS; i++) {
            administrator.createCell("c" + i);
            administrator.upload("c" + i, "bench", SNAPSHOT);
            administrator.startImportOnceThereIsRoom("c" + i, "bench");
        }
        for (int i = 0; i < CELLS; i++) {
            while (!administrator.saysReady("c" + i)) {
                Thread.sleep(20);
            }
        }
    }

    private static HttpLoad load(ServerProcess server, String token) {
        HttpLoad load = HttpLoad.on(server).connections(CONNECTIONS);
        for (int i = 0; i < CELLS; i++) {
            load.with("/c" + i + "/__import", token, HOST);
        }
        return load;
    }

    /**
     * Clients poll as often as they like, whoever answers: a unit and a node are asked equally often. Without a pace,
     * each is asked as often as it answers, which a unit does more often.
     */
    private static List<Figure> compare(List<HttpLoad> loads, int pace, String how) throws Exception {
        Rounds rounds = new Rounds();
        for (HttpLoad load : loads) {
            load.pace(pace);
            rounds.with(load == loads.get(0) ? "unit" : "node", () -> load.perSecond(SECONDS))
                    .with("us", load::serverMicros);
        }
        rounds.run(ROUNDS, true);
        List<Figure> figures = new ArrayList<>();
        for (int node = 1; node <= NODES; node++) {
            String measured = "%,.0f/s of %.1f us cpu, unit %,.0f/s of %.1f us"
                    .formatted(
                            rounds.median(2 * node), rounds.median(2 * node + 1), rounds.median(0), rounds.median(1));
            String ratio = "%.2f".formatted(rounds.ratio(1, 2 * node + 1));
            figures.add(new Figure("unit / node " + node + " of a cluster, by cpu" + how, measured, ratio, ">= 0.8"));
        }
        return figures;
    }

    /** Many polls are those of 512 connections without pause, few those of one that waits for each answer. */
    private static Figure traffic(BenchCluster cluster) throws Exception {
        ServerProcess node = cluster.nodes().get(0);
        HttpLoad load = load(node, cluster.token());
        UnitRequests one = administrator(node, cluster.token());
        Traffic many = traffic(cluster, () -> load.perSecond(5 * SECONDS));
        Traffic few = traffic(cluster, () -> {
            long end = System.nanoTime() + Duration.ofSeconds(5 * SECONDS).toNanos();
            int polls = 0;
            while (System.nanoTime() < end) {
                one.status("c0");
                polls++;
            }
            return polls / 5.0 / SECONDS;
        });
        return new Figure(
                "database: transactions of many / of few polls",
                "%.0f/s for %,.0f polls/s, %.0f/s for %,.0f polls/s"
                        .formatted(many.transactions(), many.polls(), few.transactions(), few.polls()),
                "%.2f".formatted(many.transactions() / few.transactions()),
                "about 1");
    }

    private static Traffic traffic(BenchCluster cluster, Rounds.Measurement polls) throws Exception {
        long before = cluster.transactions();
        long begun = System.nanoTime();
        double perSecond = polls.measure();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Traffic(perSecond, (cluster.transactions() - before) / seconds);
    }
}
