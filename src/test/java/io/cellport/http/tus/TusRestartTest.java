package io.cellport.http.tus;

import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that starts again still knows of uploads. */
class TusRestartTest {

    @TempDir
    Path data;

    private TestUnit unit;

    private TusClient client;

    @BeforeEach
    void start() throws IOException {
        unit = new TestUnit(data);
        client = new TusClient(unit, "cell1");
    }

    @AfterEach
    void stop() {
        unit.close();
    }

    private void restart() throws IOException {
        stop();
        start();
    }

    @Test
    void anUploadGoesOnAfterEachRestart() throws IOException {
        unit.createCell("cell1");
        String path = client.create("pieces.zip", 6);
        String[] pieces = {"01", "23", "45"};
        for (int at = 0; at < pieces.length; at++) {
            restart();
            HttpResponse<String> head = client.head(path);
            assertThat(header(head, "Upload-Offset")).isEqualTo("" + 2 * at);
            assertThat(header(head, "Upload-Length")).isEqualTo("6");
            assertThat(header(head, "Upload-Metadata")).isEqualTo(TusClient.metadata("pieces.zip"));
            assertThat(header(head, "Upload-Expires")).endsWith(" GMT");

            assertThat(client.append(path, 2L * at, pieces[at]).statusCode()).isEqualTo(204);
        }
        restart();
        assertThat(client.offset(path)).isEqualTo(6);
        assertThat(client.stored("pieces.zip")).isEqualTo("012345");
    }

    @Test
    void whatHadComeOfABodyWhenTheServerStoppedCounts() throws IOException {
        unit.createCell("cell1");
        String path = client.create("stopped.zip", 10);
        try (RawClient sending = client.beginBody(path, 0, 10, "01234")) {
            await().until(() -> Files.exists(client.bytes(path)) && Files.size(client.bytes(path)) == 5);
            restart();
        }
        assertThat(client.offset(path)).isEqualTo(5);
        assertThat(client.append(path, 5, "56789").statusCode()).isEqualTo(204);
        assertThat(client.stored("stopped.zip")).isEqualTo("0123456789");
    }
}
