package io.cellport.document;

import static io.cellport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program of a document that has ended.
 *
 * @param exitCode what it ended with
 * @param out what it printed
 * @param err what it complained of
 */
record Program(int exitCode, String out, String err) {

    /** Runs a command in a directory to its end. */
    static Program run(Path directory, Map<String, String> variables, List<String> command) {
        try {
            Path out = Files.createTempFile(directory, "out", ".txt");
            Path err = Files.createTempFile(directory, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(variables);
            // A machine that has to go through a proxy has a variable for it.
            builder.environment().put("no_proxy", "127.0.0.1");
            Process process = builder.start();
            if (!process.waitFor(PATIENCE.toSeconds(), SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end: " + Files.readString(err));
            }
            return new Program(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether a command can be found. */
    static boolean exists(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    /** What it printed, line by line, without blanks at the ends. */
    List<String> lines() {
        return out.lines().map(String::strip).toList();
    }
}
