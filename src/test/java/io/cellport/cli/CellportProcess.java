package io.cellport.cli;

import static io.cellport.Patience.PATIENCE;

import io.cellport.BuiltJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged jar run as a process of its own in a directory; its output is kept in files there. */
final class CellportProcess implements AutoCloseable {

    private final Process process;

    private final Path out;

    private final Path err;

    private CellportProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static CellportProcess start(Path directory, String... arguments) throws IOException {
        return start(directory, List.of(), arguments);
    }

    /** Starts a process with options for its virtual machine; a server in it has no management port. */
    static CellportProcess start(Path directory, List<String> options, String... arguments) throws IOException {
        return start(directory, options, "-1", arguments);
    }

    /** Starts a server whose management port is any free one. */
    static CellportProcess startManaged(Path directory, String... arguments) throws IOException {
        return start(directory, List.of(), "0", arguments);
    }

    private static CellportProcess start(
            Path directory, List<String> options, String managementPort, String... arguments) throws IOException {
        List<String> command = BuiltJar.command(options);
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("CELLPORT_MANAGEMENT_PORT", managementPort);
        return new CellportProcess(builder.start(), out, err);
    }

    /** Runs a command to its end. */
    static CellportProcess run(Path directory, String... arguments) throws IOException, InterruptedException {
        CellportProcess process = start(directory, arguments);
        process.exitCode((int) PATIENCE.toSeconds());
        return process;
    }

    int exitCode(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + seconds + " s; standard error: " + err());
        }
        return process.exitValue();
    }

    /** Sends SIGKILL and waits for the end. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    /** In order if possible, so that a failed test leaves nothing behind either. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
