package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are on their way while their cell is deleted. */
class DeletedMeanwhileIT {

    private static final int ROUNDS = 40;

    @TempDir
    static Path data;

    private static TestUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(data);
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @Test
    void aStartThatIsStillBeingSentFindsNoCell() throws IOException {
        assertFindsNoCell("POST", "__import", "{\"Name\":\"s\"}");
    }

    @Test
    void anUploadThatIsStillBeingSentFindsNoCell() throws IOException {
        assertFindsNoCell("PUT", "__snapshot/t.zip", "0123456789");
    }

    private static void assertFindsNoCell(String method, String path, String body) throws IOException {
        unit.createCell("gone");
        store("gone");
        try (RawClient client = new RawClient(unit)) {
            // The server asks for the body behind all checks, so that the deletion falls between these and the write.
            client.send(
                    method + " /gone/" + path + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nAuthorization: Bearer "
                            + unit.unitToken() + "\r\nContent-Length: " + body.length() + "\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 100 ");

            unit.deleteCell("gone");

            String head = client.send(body).head();
            assertThat(head).startsWith("HTTP/1.1 404 ");
            assertThat(client.body(length(head))).contains("PR404-DV-0003");
        }
    }

    private static int length(String head) {
        return Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
    }

    @Test
    void whoeverComesFirstNobodyHearsOfAFault() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                unit.createCell("race");
                store("race");
                List<Future<Integer>> answers = new ArrayList<>();
                for (HttpRequest.Builder request : List.of(
                        unit.request("race/__snapshot/other.zip").PUT(BodyPublishers.ofString("x")),
                        unit.request("race/__import").POST(BodyPublishers.ofString("{\"Name\":\"s\"}")),
                        unit.request("race")
                                .header("X-Personium-Recursive", "true")
                                .DELETE(),
                        unit.request("__ctl/Cell('race')").DELETE())) {
                    Callable<Integer> send = () -> unit.send(request).statusCode();
                    answers.add(clients.submit(send));
                }
                for (Future<Integer> answer : answers) {
                    assertThat(answer.get()).as("round %d", round).isLessThan(500);
                }
                if (unit.send(unit.request("race/__import")).statusCode() == 200) {
                    unit.deleteCell("race");
                }
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static void store(String cell) {
        assertThat(unit.send(unit.request(cell + "/__snapshot/s.zip").PUT(BodyPublishers.ofString("no zip")))
                        .statusCode())
                .isEqualTo(201);
    }
}
