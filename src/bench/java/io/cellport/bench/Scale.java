package io.cellport.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a unit of 12,000 cells and 110,000 records of runs takes for what is asked of it, in figures without a
 * comparison.
 */
final class Scale implements Benchmark {

    private static final int TIMES = 50;
    private static final int CLIENTS = 10_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public List<Figure> run() throws Exception {
        Path data = ManyCells.directory();
        try (ServerProcess unit = new ServerProcess(UnitServer.class, "-Xmx512m", data.toString(), "1")) {
            TimeUnit.SECONDS.sleep(5);
            return List.of(
                    new Figure("a cell is created", millis(unit, TIMES, Scale::creation), "", ""),
                    new Figure("a cell is deleted", millis(unit, TIMES, Scale::deletion), "", ""),
                    new Figure(
                            "all cells are listed", millis(unit, TIMES, (self, i) -> self.get("__ctl/Cell")), "", ""),
                    new Figure(
                            "100 cells after 11,000 are listed",
                            millis(unit, TIMES, (self, i) -> self.get("__ctl/Cell?$top=100&$skip=11000")),
                            "",
                            ""),
                    new Figure("every done cell is polled once", everyCell(unit), "", ""),
                    new Figure("records of a cell", millis(unit, TIMES, Scale::records), "", ""),
                    new Figure("open files, memory of the process", filesAndMemory(unit), "", ""),
                    waiting(unit));
        }
    }

    /** One request about the unit, the i-th of its kind. */
    private interface Request {
        HttpRequest.Builder of(Asking self, int i);
    }

    private record Asking(ServerProcess unit) {

        HttpRequest.Builder get(String path) {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + unit.port() + "/" + path))
                    .header("Authorization", "Bearer " + unit.told(1));
        }
    }

    private static HttpRequest.Builder creation(Asking self, int i) {
        return self.get("__ctl/Cell").POST(BodyPublishers.ofString("{\"Name\":\"new" + i + "\"}"));
    }

    private static HttpRequest.Builder deletion(Asking self, int i) {
        return self.get("__ctl/Cell('new" + i + "')").DELETE();
    }

    private static HttpRequest.Builder records(Asking self, int i) {
        return self.get(ManyCells.done().get(i * 100) + "/__import/runs");
    }

    private String millis(ServerProcess unit, int times, Request request) throws IOException, InterruptedException {
        Latencies latencies = new Latencies();
        Asking asking = new Asking(unit);
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            HttpResponse<byte[]> answer = http.send(request.of(asking, i).build(), BodyHandlers.ofByteArray());
            latencies.add(System.nanoTime() - begun);
            if (answer.statusCode() >= 300) {
                throw new IOException(new String(answer.body(), StandardCharsets.UTF_8));
            }
        }
        return "p50 %.1f ms, max %.1f ms".formatted(latencies.percentile(50), latencies.percentile(100));
    }

    private static String everyCell(ServerProcess unit) throws IOException {
        HttpLoad load = HttpLoad.on(unit);
        ManyCells.done().forEach(cell -> load.with("/" + cell + "/__import", unit.told(1)));
        load.perSecond(5);
        double perSecond = load.perSecond(3);
        return "%.2f s at %,.0f/s".formatted(ManyCells.done().size() / perSecond, perSecond);
    }

    private static String filesAndMemory(ServerProcess unit) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(unit.pid()), "fd"))) {
            return "%d files, %,d kB, heap after a collection %,d kB"
                    .formatted(files.count(), residentKilobytes(unit), heapBytes(unit) >> 10);
        }
    }

    private static Figure waiting(ServerProcess unit) throws IOException, InterruptedException {
        long heapBefore = heapBytes(unit);
        long residentBefore = residentKilobytes(unit);
        try (WaitingClients clients = new WaitingClients(unit, ManyCells.done().subList(0, CLIENTS))) {
            clients.awaitHeld();
            double heap = (double) (heapBytes(unit) - heapBefore) / CLIENTS;
            double resident = (residentKilobytes(unit) - residentBefore) * 1024.0 / CLIENTS;
            return new Figure(
                    "10,000 clients wait, bytes for each",
                    "heap %,.0f, of the process %,.0f".formatted(heap, resident),
                    "%,.0f".formatted(heap),
                    "<= 8,192");
        }
    }

    private static long heapBytes(ServerProcess unit) throws IOException, InterruptedException {
        jcmd(unit, "GC.run");
        String total = jcmd(unit, "GC.class_histogram")
                .lines()
                .reduce("", (first, second) -> second.startsWith("Total") ? second : first);
        return Long.parseLong(total.trim().split("\\s+", -1)[2]);
    }

    private static String jcmd(ServerProcess unit, String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(unit.pid()), command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static long residentKilobytes(ServerProcess unit) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(unit.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
