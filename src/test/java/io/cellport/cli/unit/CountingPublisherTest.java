package io.cellport.cli.unit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CountingPublisherTest {

    @AutoClose
    private final FakeUnit unit = new FakeUnit();

    private final List<Long> counts = new CopyOnWriteArrayList<>();

    @Test
    void theBodyArrivesUnchangedAndIsCounted() throws Exception {
        unit.answers(request -> request.body().onSuccess(body -> {
            unit.note(request.getHeader("Content-Length") + " " + body);
            request.response().end();
        }));
        List<byte[]> pieces = List.of("ab".getBytes(UTF_8), new byte[0], "cde".getBytes(UTF_8));

        int status = put(new CountingPublisher(
                BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(pieces), 5), counts::add));

        assertThat(status).isEqualTo(200);
        assertThat(unit.requests()).contains("5 abcde");
        assertThat(counts).isSorted().last().isEqualTo(5L);
    }

    @Test
    void anEmptyBodyIsNotCounted() throws Exception {
        unit.answers(204, "");

        assertThat(put(new CountingPublisher(BodyPublishers.noBody(), counts::add)))
                .isEqualTo(204);
        assertThat(counts).isEmpty();
    }

    private int put(CountingPublisher body) throws Exception {
        URI url = unit.url().resolve("file");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).PUT(body).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
