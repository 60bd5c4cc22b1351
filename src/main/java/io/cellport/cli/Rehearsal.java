package io.cellport.cli;

import io.cellport.auth.key.KeyFile;
import io.cellport.storage.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Goes the way of a server from its start to its stop, and that of a short command from its arguments to its answer, on a
 * data directory that is empty but for a key, so that the virtual machine can note which classes that takes;
 * {@code bin/cellport} has it keep them for the next starts.
 * Blocks; stateless.
 */
public final class Rehearsal {

    private static final String[] SERVER = {"demo", "--exit"};

    private static final String BODY =
            "{\"unit\":{\"url\":\"http://x/\",\"path_based_cellurl_enabled\":true},\"status\":\"ready\"}";

    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(BODY.length(), BODY);

    private Rehearsal() {}

    /**
     * Ends this process with the exit code of the command.
     *
     * @param arguments an empty directory
     */
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        new KeyFile(data).open();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(data.resolve(DataDirectory.URL_FILE), "http://127.0.0.1:" + server.getLocalPort() + '/');
            Thread unit = new Thread(() -> answer(server), "unit");
            unit.setDaemon(true);
            unit.start();
            CellportCommand.commandLine(SERVER).execute(SERVER);
            String[] command = {"status", "--cell", "a", "--data", data.toString()};
            System.exit(CellportCommand.commandLine(command).execute(command));
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
