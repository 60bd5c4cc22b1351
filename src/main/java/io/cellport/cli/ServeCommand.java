package io.cellport.cli;

import io.cellport.cli.option.ConfigOptions;
import io.cellport.cli.server.RunningServer;
import io.cellport.cli.server.ServerLog;
import io.cellport.cli.server.StopHook;
import io.cellport.config.ClusterKeys;
import io.cellport.config.ConfigKey;
import io.cellport.config.ConfigKeys;
import io.cellport.config.LogSettings;
import io.cellport.config.UnitConfig;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cellport serve}: runs a server until the process is stopped. Blocks; for one thread. */
@Command(
        name = "serve",
        description = "Runs a server.",
        footer = {"", "Example: cellport serve --data /var/lib/cellport --port 8080"},
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Option(names = "--host", paramLabel = "HOST", description = "address to listen on (default: 127.0.0.1)")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "port, 0 takes any free one (default: 8080)")
    private Optional<String> port = Optional.empty();

    @Option(names = "--cluster", description = "one of several nodes with the same cells (cluster.enabled)")
    private boolean cluster;

    @Override
    public Integer call() throws InterruptedException {
        Map<ConfigKey<?>, String> flags = new HashMap<>();
        host.ifPresent(text -> flags.put(ConfigKeys.HTTP_HOST, text));
        port.ifPresent(text -> flags.put(ConfigKeys.HTTP_PORT, text));
        if (cluster) {
            flags.put(ClusterKeys.ENABLED, "true");
        }
        UnitConfig loaded = config.load(flags);
        LogSettings.requireLog();
        ServerLog.starting(Version.text(), config.file(), loaded);
        RunningServer server = RunningServer.start(loaded);
        ServerLog.started(server, loaded);
        try (StopHook hook = StopHook.install(() -> stop(server))) {
            PrintWriter out = command.commandLine().getOut();
            out.println("Cellport listening on " + server.url());
            server.managementUrl(loaded).ifPresent(url -> out.println("Health and metrics on " + url));
            hook.await();
        }
        return ExitCode.OK;
    }

    private static void stop(RunningServer server) {
        server.close();
        ServerLog.stopped();
    }
}
