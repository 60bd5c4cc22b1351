package io.cellport.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From the start of a process to its first {@code 200}: a bare Vert.x server, an empty unit, and a unit of many cells,
 * all out of the program's jar; and the first two with an archive of their classes.
 */
final class StartUp implements Benchmark {

    private static final int ROUNDS = 7;
    private static final Path JAR = Path.of("target", "cellport.jar");

    private String bareClasses = "";
    private double cpuMillis;
    private double firstMillis;

    @Override
    public List<Figure> run() throws Exception {
        Path empty = Files.createTempDirectory(Workspace.directory(), "empty");
        Path many = ManyCells.directory();
        bareClasses = JAR + File.pathSeparator + KeptClasses.jar(BareServer.class);
        Path archive = Workspace.directory().resolve("bare.jsa");
        Files.deleteIfExists(archive);
        millis(bare("-XX:ArchiveClassesAtExit=" + archive));
        String script = KeptClasses.script();
        Rounds rounds = new Rounds()
                .with("bare", () -> millis(bare()))
                .with("cpu", () -> cpuMillis)
                .with("first", () -> firstMillis)
                .with("empty", () -> millis(unit(empty)))
                .with("cpu", () -> cpuMillis)
                .with("first", () -> firstMillis)
                .with("many cells", () -> millis(unit(many)))
                .with("cpu", () -> cpuMillis)
                .with("first", () -> firstMillis)
                .with("bare from archive", () -> millis(bare("-XX:SharedArchiveFile=" + archive)))
                .with("cpu", () -> cpuMillis)
                .with("script", () -> millis(script(script, empty)))
                .with("cpu", () -> cpuMillis)
                .run(ROUNDS, true);
        Workspace.delete(empty);
        return List.of(
                figure("start of an empty unit / of a bare server", rounds, 3, 0, "<= 1.5"),
                figure("start of 12,000 cells / of an empty unit", rounds, 6, 3, "<= 2"),
                figure("`cellport serve` / a bare server", rounds, 11, 0, "<= 1.5"),
                figure("`cellport serve` / a bare server from an archive", rounds, 11, 9, ""),
                new Figure(
                        "first request of an empty unit, of 12,000 cells",
                        "%.1f ms, %.1f ms".formatted(rounds.median(5), rounds.median(8)),
                        "%.1f ms".formatted(rounds.median(8)),
                        "< 50 ms"));
    }

    private static Figure figure(String what, Rounds rounds, int subject, int base, String aim) {
        String measured = "%.0f ms of %.0f ms cpu, %.0f ms of %.0f ms"
                .formatted(
                        rounds.median(subject),
                        rounds.median(subject + 1),
                        rounds.median(base),
                        rounds.median(base + 1));
        return new Figure(
                what,
                measured,
                "%.2f, cpu %.2f".formatted(rounds.ratio(subject, base), rounds.ratio(subject + 1, base + 1)),
                aim);
    }

    private List<String> bare(String... options) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", bareClasses, BareServer.class.getName(), "PORT"));
        return command;
    }

    private static List<String> unit(Path data) {
        return List.of(java(), "-jar", JAR.toString(), "serve", "--data", data.toString(), "--port", "PORT");
    }

    private static List<String> script(String script, Path data) {
        return List.of(script, "serve", "--data", data.toString(), "--port", "PORT");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts such a process, asks until it has answered, and ends it. */
    private double millis(List<String> arguments) throws Exception {
        int port = freePort();
        List<String> command = arguments.stream()
                .map(argument -> argument.equals("PORT") ? Integer.toString(port) : argument)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Workspace.directory().resolve("unit.log").toFile()));
        builder.environment().put("CELLPORT_MANAGEMENT_PORT", "0");
        long begun = System.nanoTime();
        Process process = builder.start();
        try {
            while (!answers(port)) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
            double millis = (System.nanoTime() - begun) / 1e6;
            cpuMillis = process.info().totalCpuDuration().orElseThrow().toMillis();
            return millis;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private boolean answers(int port) throws IOException {
        long begun = System.nanoTime();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String status = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            firstMillis = (System.nanoTime() - begun) / 1e6;
            return status.equals("HTTP/1.1 200");
        } catch (SocketException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
