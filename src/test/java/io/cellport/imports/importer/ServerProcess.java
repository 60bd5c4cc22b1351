package io.cellport.imports.importer;

import io.cellport.BuiltJar;
import io.cellport.UnitRequests;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.token.TokenIssuer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, from the built jar, and its administrator's requests. */
public final class ServerProcess extends UnitRequests implements AutoCloseable {

    private static final String LISTENING = "Cellport listening on ";
    private static final int HEAP_MIB = 192;

    private final Process process;
    private final int port;

    private ServerProcess(Process process, String url, String token, int port) {
        super(url, token, Map.of());
        this.process = process;
        this.port = port;
    }

    /** Starts a server on a data directory and waits until it listens. */
    static ServerProcess start(Path data) throws IOException {
        return start(data, HEAP_MIB);
    }

    /** As {@link #start(Path)}, with that many MiB of heap at most. */
    public static ServerProcess start(Path data, int heapMib) throws IOException {
        return listening(launch(data, heapMib, Map.of()), data, "");
    }

    /** As {@link #start(Path)}, for clients that reach it at another URL, ending in a slash. */
    public static ServerProcess startBehind(String unitUrl, Path data) throws IOException {
        return listening(launch(data, HEAP_MIB, Map.of("CELLPORT_UNIT_URL", unitUrl)), data, unitUrl);
    }

    private static ServerProcess listening(Process process, Path data, String unitUrl) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            throw new AssertionError("the server did not start, it said " + line);
        }
        String listening = line.substring(LISTENING.length());
        String url = unitUrl.isEmpty() ? listening : unitUrl;
        String token = new TokenIssuer(new KeyFile(data).open().signing(), url).unitToken(Duration.ofHours(1));
        return new ServerProcess(process, url, token, URI.create(listening).getPort());
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Starts a server without waiting for anything. */
    static Process launch(Path data) throws IOException {
        return launch(data, HEAP_MIB, Map.of());
    }

    private static Process launch(Path data, int heapMib, Map<String, String> variables) throws IOException {
        List<String> command = BuiltJar.command(List.of("-Xmx" + heapMib + "m"));
        command.addAll(List.of("serve", "--port", "0", "--data", data.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CELLPORT_HTTP_EVENT_LOOPS", "1");
        builder.environment().put("CELLPORT_MANAGEMENT_PORT", "-1");
        builder.environment().put("CELLPORT_IMPORT_MAX_ATTEMPTS", "100");
        builder.environment().putAll(variables);
        return builder.redirectError(data.resolveSibling("server.log").toFile()).start();
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        close();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** The exit code once the process has ended; -1 if it has not after that time. */
    int exitCode(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
