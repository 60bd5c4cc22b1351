package io.cellport.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.server.DemoReport;
import io.cellport.cli.server.RunningServer;
import io.cellport.cli.server.StopHook;
import io.cellport.cli.server.TemporaryDirectory;
import io.cellport.cli.server.UnitTokens;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.transfer.SnapshotImport;
import io.cellport.cli.unit.UnitClient;
import io.cellport.config.ConfigKeys;
import io.cellport.config.ConfigLoader;
import io.cellport.config.UnitConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code cellport demo}: starts a server, imports a real snapshot over HTTP and prints what the cell contains. Blocks;
 * for one thread.
 */
@Command(
        name = "demo",
        description = "Imports a bundled snapshot, start to end.",
        footer = {"", "Example: cellport demo --exit"},
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String SNAPSHOT = "medium";

    private static final String CELL = "demo";

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    @Spec
    private CommandSpec command;

    @Option(names = "--exit", description = "stops after the import instead of serving until Ctrl-C")
    private boolean exit;

    @Override
    public Integer call() throws InterruptedException {
        TemporaryDirectory directory = TemporaryDirectory.create("cellport-demo-");
        UnitConfig config = config(directory.path().resolve("data"));
        RunningServer running = start(config, directory);
        try (StopHook hook = StopHook.install(() -> stop(running, directory))) {
            Path file = unpack(directory.path());
            DemoReport report = new DemoReport(command.commandLine().getOut(), running, config.data(), CELL);
            report.started();
            report.imported(file, SNAPSHOT, importInto(running.url(), config, file));
            if (!exit) {
                report.serving();
                hook.await();
            }
        }
        return ExitCode.OK;
    }

    /** Ignores all configuration of this machine. */
    private static UnitConfig config(Path data) {
        return ConfigLoader.defaults(Map.of(
                ConfigKeys.STORAGE_DATA, data.toString(),
                ConfigKeys.HTTP_PORT, "0",
                ConfigKeys.MANAGEMENT_PORT, "-1"));
    }

    private static RunningServer start(UnitConfig config, TemporaryDirectory directory) {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            // Log lines would tear the progress bars apart.
            root.setLevel(Level.WARN);
        }
        try {
            return RunningServer.start(config);
        } catch (CommandException e) {
            directory.close();
            throw e;
        }
    }

    private static void stop(RunningServer running, TemporaryDirectory directory) {
        try (directory) {
            running.close();
        }
    }

    private static Path unpack(Path directory) {
        String name = SNAPSHOT + ".zip";
        Path file = directory.resolve(name);
        try (InputStream in = DemoCommand.class.getResourceAsStream("/demo/" + name)) {
            Files.copy(in, file);
            return file;
        } catch (IOException e) {
            throw new CommandException("The snapshot cannot be unpacked: " + e.getMessage());
        }
    }

    private static Duration importInto(String url, UnitConfig config, Path file) {
        TokenIssuer issuer = UnitTokens.issuer(config);
        UnitClient client = new UnitClient(URI.create(url), () -> issuer.unitToken(TOKEN_LIFE));
        client.createCell(CELL);
        long start = System.nanoTime();
        new SnapshotImport(client, Screen.standardError()).run(file, CELL, SNAPSHOT);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
