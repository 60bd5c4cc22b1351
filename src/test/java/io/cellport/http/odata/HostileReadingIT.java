package io.cellport.http.odata;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.imports.importer.ServerProcess;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many readers of the longest rows, who do not take what they asked for, against a server with little memory. */
class HostileReadingIT {

    private static final String CELL = "cell";
    private static final int READERS = 40;
    private static final int ROWS = 4;
    private static final int ROW_BYTES = 7 << 20;

    private static final List<String> ASKED = List.of("", "?$top=1&$skip=3", "?$select=__id", "?$orderby=__id%20desc");

    @TempDir
    Path directory;

    @AutoClose
    private ServerProcess server;

    @BeforeEach
    void importLongRows() throws IOException {
        server = ServerProcess.start(Files.createDirectory(directory.resolve("data")), 128);
        server.createCell(CELL);
        Path file = SnapshotBuilder.snapshot().userData(ROWS, ROW_BYTES).writeTo(directory.resolve("long.zip"));
        server.upload(CELL, "long", file);
        server.startImport(CELL, "long").join();
        Awaitility.await().until(() -> server.saysReady(CELL));
    }

    @Test
    void readersOfLongRowsWhoStopReadingTakeNoMoreMemoryThanThereIs() throws IOException {
        Map<String, Integer> answers = new TreeMap<>();
        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < READERS; i++) {
                readers.add(ask(ASKED.get(i % ASKED.size())));
            }
            for (Socket reader : readers) {
                answers.merge(statusOf(reader), 1, Integer::sum);
            }
            assertThat(server.saysReady(CELL)).isTrue();
            assertThat(answers).containsOnlyKeys("200", "503");
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }

        Awaitility.await()
                .until(() -> server.get(CELL + "/box1/odata/Item?$top=1").body().length() > ROW_BYTES / 2);
    }

    /** Asks, and takes nothing of the answer yet. */
    private Socket ask(String path) throws IOException {
        URI url = URI.create(server.url());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        socket.getOutputStream()
                .write(("GET /" + CELL + "/box1/odata/Item" + path + " HTTP/1.1\r\nHost: " + url.getAuthority()
                                + "\r\nAuthorization: " + "Bearer " + server.token() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String statusOf(Socket reader) throws IOException {
        InputStream in = reader.getInputStream();
        byte[] head = in.readNBytes(12);
        return head.length == 12 ? new String(head, StandardCharsets.US_ASCII).substring(9) : "closed";
    }
}
