package io.cellport.server.cluster;

import io.cellport.BuiltJar;
import io.cellport.UnitRequests;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One node of a cluster in a process of its own, from the built jar, and its administrator's requests to it. */
final class NodeProcess extends UnitRequests implements AutoCloseable {

    private static final String LISTENING = "Cellport listening on ";

    private static final String MANAGED = "Health and metrics on ";

    private final String name;
    private final Process process;
    private final BufferedReader out;

    private NodeProcess(
            String name, Process process, BufferedReader out, String url, String token, Map<String, String> headers) {
        super(url, token, headers);
        this.name = name;
        this.process = process;
        this.out = out;
    }

    /**
     * Starts a node and waits until it listens.
     *
     * @param prefix what stands before its command
     */
    static NodeProcess start(
            List<String> prefix,
            String name,
            Map<String, String> environment,
            Path log,
            String token,
            Map<String, String> headers)
            throws IOException {
        ProcessBuilder builder = java("-Xmx192m", List.of("serve", "--port", "0"), environment);
        builder.command().addAll(0, prefix);
        Process process = builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroyForcibly();
            throw new AssertionError("node " + name + " did not start, it said " + line + ", see " + log);
        }
        return new NodeProcess(name, process, out, line.substring(LISTENING.length()), token, headers);
    }

    /** A process of the command line from the built jar. */
    static ProcessBuilder java(String heap, List<String> arguments, Map<String, String> environment) {
        List<String> command = BuiltJar.command(List.of(heap));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    /** The value of {@code cluster.node}. */
    String name() {
        return name;
    }

    /** Its management port, which it must have. Call it once. */
    int managementPort() throws IOException {
        String line = out.readLine();
        if (line == null || !line.startsWith(MANAGED)) {
            throw new AssertionError("node " + name + " has no management port, it said " + line);
        }
        return URI.create(line.substring(MANAGED.length())).getPort();
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        close();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGSTOP. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -" + signal + " ended with " + code);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the process ends within that time. */
    boolean endsWithin(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
