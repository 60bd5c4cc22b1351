package io.cellport.cli;

import io.cellport.auth.key.KeyFile;
import io.cellport.cli.server.RunningServer;
import io.cellport.cli.server.ServerLog;
import io.cellport.cli.server.TemporaryDirectory;
import io.cellport.config.ConfigKeys;
import io.cellport.config.ConfigLoader;
import io.cellport.config.LogSettings;
import io.cellport.config.UnitConfig;
import io.cellport.storage.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Goes the way of a server from its configuration and its log to its stop, that of an import, and that of a short
 * command from its arguments to its answer, in a temporary directory, so that the virtual machine can note which
 * classes that takes; {@code bin/cellport} has it keep them for the next starts. Blocks; stateless.
 */
public final class Rehearsal {

    private static final String[] IMPORT = {"demo", "--exit"};

    private static final String CONFIG = """
            http:
              port: 0
            management:
              port: 0
            """;

    private static final String BODY =
            "{\"unit\":{\"url\":\"http://x/\",\"path_based_cellurl_enabled\":true},\"status\":\"ready\"}";

    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(BODY.length(), BODY);

    private Rehearsal() {}

    /** Ends this process with the exit code of the command. */
    public static void main(String[] none) throws IOException {
        LogSettings.chooseFile();
        int exitCode;
        try (TemporaryDirectory directory = TemporaryDirectory.create("rehearsal-of-cellport-")) {
            serve(directory.path());
            CellportCommand.commandLine(IMPORT).execute(IMPORT);
            exitCode = ask(directory.path());
        }
        System.exit(exitCode);
    }

    private static void serve(Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("cellport.yaml"), CONFIG);
        Path data = directory.resolve("unit");
        String[] arguments = {"serve", "--config", file.toString(), "--data", data.toString()};
        CellportCommand.commandLine(arguments).parseArgs(arguments);
        UnitConfig config =
                ConfigLoader.load(Optional.of(file), Map.of(), Map.of(ConfigKeys.STORAGE_DATA, data.toString()));
        ServerLog.starting(Version.text(), Optional.of(file), config);
        try (RunningServer server = RunningServer.start(config)) {
            ServerLog.started(server, config);
            get(server.url());
            get(server.managementUrl(config).orElseThrow() + "metrics");
        }
    }

    private static int ask(Path directory) throws IOException {
        Path data = Files.createDirectory(directory.resolve("asked"));
        new KeyFile(data).open();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(data.resolve(DataDirectory.URL_FILE), "http://127.0.0.1:" + server.getLocalPort() + '/');
            Thread unit = new Thread(() -> answer(server), "unit");
            unit.setDaemon(true);
            unit.start();
            String[] command = {"status", "--cell", "a", "--data", data.toString()};
            return CellportCommand.commandLine(command).execute(command);
        }
    }

    private static void get(String url) throws IOException {
        try (InputStream answer = URI.create(url).toURL().openStream()) {
            answer.readAllBytes();
        }
    }

    /** Each read is one request, as they are small; all come on one connection. */
    private static void answer(ServerSocket server) {
        byte[] request = new byte[64 << 10];
        try (Socket client = server.accept()) {
            InputStream in = client.getInputStream();
            while (in.read(request) > 0) {
                client.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The command says that it got no answer.
        }
    }
}
