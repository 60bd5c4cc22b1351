package io.cellport.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own, so that it shares neither heap nor compiler with the load, and its processor time
 * is its own. Its program prints one line when it serves, and ends when its input does.
 */
final class ServerProcess implements AutoCloseable {

    /** What the program sets, and where it logs. */
    private static final List<String> PROPERTIES = List.of(
            "-Dvertx.cacheImmutableHttpResponseHeaders=true",
            "-Dlogback.configurationFile=conf/logback.xml",
            "-Dcellport.log.access=info",
            "-Dvertx.logger-delegate-factory-class-name=io.vertx.core.logging.SLF4JLogDelegateFactory");

    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final BufferedReader output;
    private final String ready;

    /** @param options of its Java, separated by spaces */
    ServerProcess(Class<?> program, String options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(PROPERTIES);
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(Redirect.appendTo(
                        Workspace.directory().resolve("unit.log").toFile()))
                .start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            throw new IOException(program.getSimpleName() + " does not start, see unit.log");
        }
        ready = line;
    }

    /** A word of the line that it printed when it served; the first one is its port. */
    String told(int word) {
        return ready.split(" ", -1)[word];
    }

    int port() {
        return Integer.parseInt(told(0));
    }

    long pid() {
        return process.pid();
    }

    /** Processor time of all its threads, in hundredths of a second. */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** For the main program of such a process: says that it serves, and waits until nobody needs it any more. */
    static void serve(Object... told) throws IOException {
        StringBuilder line = new StringBuilder();
        for (Object word : told) {
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        System.out.println(line);
        System.in.readAllBytes();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
