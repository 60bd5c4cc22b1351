package io.cellport.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Node and Chromium, with the script that uses them. Nothing of them runs any more when {@link #run} has returned. */
final class Browser {

    private static final Path SCRIPTS = Path.of("src/test/js");

    private final Path temporary;

    private final Path node;

    private final Path chromium;

    private Browser(Path temporary, Path node, Path chromium) {
        this.temporary = temporary;
        this.node = node;
        this.chromium = chromium;
    }

    /**
     * Finds what is needed; otherwise skips the test, or fails it if this is continuous integration, which has to have
     * it.
     *
     * @param temporary where the browser puts its profile
     */
    static Browser find(Path temporary) {
        Optional<Path> node = program("node");
        Optional<Path> chromium = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> program(name).stream())
                .findFirst();
        boolean hasPackages = Files.isDirectory(SCRIPTS.resolve("node_modules/playwright-core"));
        boolean isComplete = node.isPresent() && chromium.isPresent() && hasPackages;
        if ("true".equals(System.getenv("CI"))) {
            assertThat(isComplete)
                    .as("node: %s, chromium: %s, packages of src/test/js: %s", node, chromium, hasPackages)
                    .isTrue();
        }
        assumeTrue(isComplete, "needs node, chromium, and `npm install --no-package-lock` in src/test/js");
        return new Browser(temporary, node.orElseThrow(), chromium.orElseThrow());
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Runs a script to its end.
     *
     * @param arguments what it is told behind the path of Chromium
     * @param wishes called with what it asks for, before it goes on
     * @return what it printed, if it has failed; otherwise nothing
     */
    String run(String script, List<String> arguments, Consumer<String> wishes)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(node.toString(), SCRIPTS.resolve(script).toString(), chromium.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TMPDIR", temporary.toString());
        Process process = builder.start();
        StringBuilder printed = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                PrintStream answers = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("> ")) {
                    wishes.accept(line.substring(2));
                    answers.println("done");
                } else {
                    printed.append(line).append('\n');
                }
            }
            return process.waitFor() == 0 ? "" : printed.toString();
        } finally {
            end(process);
        }
    }

    /** Chromium would live on without the script that has started it. */
    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }
}
