package io.cellport.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET {cell}/__import} of a unit of many cells, as it is started or with its access log, beside a bare Vert.x
 * server that answers with the same bytes: of failed cells, each with its own. Each is a process of its own, and so is
 * the load.
 */
final class StatusThroughput implements Benchmark {

    private static final String AIM = ">= 0.75";
    private static final long WARM_UP_SECONDS = 4;
    private static final long SECONDS = 1;
    private static final int ROUNDS = 7;
    private static final int ACCOUNTS = 64;

    private final String loops;
    private final String options;

    /** @param options of the servers' Java */
    StatusThroughput(int loops, String options) {
        this.loops = Integer.toString(loops);
        this.options = options;
    }

    @Override
    public List<Figure> run() throws Exception {
        try (ServerProcess unit = new ServerProcess(
                UnitServer.class, options, ManyCells.directory().toString(), loops)) {
            Map<String, HttpLoad> loads = loads(unit);
            Path file = Workspace.directory().resolve("answers.txt");
            Map<String, List<String>> paths = writeAnswers(loads, file);
            try (ServerProcess bare = new ServerProcess(BareServer.class, options, loops, file.toString())) {
                return compare(loads, paths, unit.told(1), bare);
            }
        }
    }

    /** Cells whose status is the same have one answer. The paths of the answers to each load. */
    private static Map<String, List<String>> writeAnswers(Map<String, HttpLoad> loads, Path file) throws IOException {
        Map<String, List<String>> paths = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, HttpLoad> load : loads.entrySet()) {
            List<String> ofLoad = new ArrayList<>();
            for (String answer : load.getValue().answers()) {
                String path = "/answer-%05d/__import".formatted(lines.size());
                ofLoad.add(path);
                lines.add(path + " " + Base64.getEncoder().encodeToString(answer.getBytes(StandardCharsets.UTF_8)));
            }
            paths.put(load.getKey(), ofLoad);
        }
        Files.write(file, lines);
        return paths;
    }

    private static Map<String, HttpLoad> loads(ServerProcess unit) throws Exception {
        String token = unit.told(1);
        Map<String, HttpLoad> loads = new LinkedHashMap<>();
        loads.put("idle", load(unit, ManyCells.idle(), token));
        loads.put("done", load(unit, ManyCells.done(), token));
        loads.put("done one cell", load(unit, ManyCells.done().subList(0, 1), token));
        loads.put("failed", load(unit, ManyCells.failed(), token));
        loads.put("in progress", load(unit, ManyCells.busy(), token));
        HttpLoad accounts = HttpLoad.on(unit);
        for (String cell : ManyCells.withContent().subList(0, ACCOUNTS)) {
            accounts.with("/" + cell + "/__import", accountToken(unit, cell));
        }
        loads.put("done account", accounts);
        return loads;
    }

    private static HttpLoad load(ServerProcess unit, List<String> cells, String token) {
        HttpLoad load = HttpLoad.on(unit);
        cells.forEach(cell -> load.with("/" + cell + "/__import", token));
        return load;
    }

    private static String accountToken(ServerProcess unit, String cell) throws IOException, InterruptedException {
        String form = "grant_type=password&username=alice&password=alicepass";
        HttpRequest login = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + unit.port() + "/" + cell + "/__token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        String answer =
                HttpClient.newHttpClient().send(login, BodyHandlers.ofString()).body();
        return new JsonObject(answer).getString("access_token");
    }

    private List<Figure> compare(
            Map<String, HttpLoad> loads, Map<String, List<String>> paths, String token, ServerProcess bareServer)
            throws Exception {
        Rounds rounds = new Rounds();
        for (Map.Entry<String, HttpLoad> load : loads.entrySet()) {
            HttpLoad bare = HttpLoad.on(bareServer);
            paths.get(load.getKey()).forEach(path -> bare.with(path, token));
            load.getValue().perSecond(WARM_UP_SECONDS);
            bare.perSecond(WARM_UP_SECONDS / 2);
            rounds.with(load.getKey(), () -> load.getValue().perSecond(SECONDS))
                    .with("us", load.getValue()::serverMicros)
                    .with("bare", () -> bare.perSecond(SECONDS))
                    .with("us", bare::serverMicros);
        }
        rounds.run(ROUNDS, true);
        List<Figure> figures = new ArrayList<>();
        for (String name : loads.keySet()) {
            figures.add(figure(name, rounds, 4 * figures.size()));
        }
        return figures;
    }

    private Figure figure(String name, Rounds rounds, int subject) {
        String measured = "%,.0f/s of %.1f us cpu, %,.0f/s of %.1f us"
                .formatted(
                        rounds.median(subject),
                        rounds.median(subject + 1),
                        rounds.median(subject + 2),
                        rounds.median(subject + 3));
        String ratio = "%.2f".formatted(rounds.ratio(subject + 3, subject + 1));
        return new Figure(
                "status %s, %s loops %s: bare / unit, by cpu".formatted(name, loops, options), measured, ratio, AIM);
    }
}
