package io.cellport.http.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

    private final Vertx vertx = Vertx.vertx();

    private final TrustedProxies proxies =
            new TrustedProxies(List.of("127.0.0.1", "::1", "198.51.100.9", "2001:db8:0:0:0:0:0:9"));

    private HttpServer server;

    @BeforeEach
    void listen() {
        server = TestUnit.await(vertx.createHttpServer()
                .requestHandler(request -> request.response().end(proxies.clientOf(request)))
                .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        TestUnit.await(vertx.close());
    }

    @Test
    void withoutTheHeaderItIsTheOtherEndOfTheConnection() throws IOException {
        assertThat(client()).isEqualTo("127.0.0.1");
    }

    @Test
    void aProxyMayAddALineOfItsOwn() throws IOException {
        assertThat(client("10.1.2.3", "203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(client("10.1.2.3, 10.1.2.4", "203.0.113.7, 198.51.100.9")).isEqualTo("203.0.113.7");
        assertThat(client("203.0.113.7", "198.51.100.9", "127.0.0.1")).isEqualTo("203.0.113.7");
    }

    @Test
    void whoIsBehindNobodyIsTheFirstProxy() throws IOException {
        assertThat(client("198.51.100.9")).isEqualTo("198.51.100.9");
    }

    @Test
    void aProxyThatNamesNobodyDoesNotMakeTheClientsWordItsOwn() throws IOException {
        assertThat(client("10.1.2.3,")).isEqualTo("unknown");
        assertThat(client("10.1.2.3", "")).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7:4711, 203.0.113.7",
        "2001:DB8::7, 2001:db8::7",
        "[2001:db8::7], 2001:db8::7",
        "[2001:db8::7]:4711, 2001:db8::7",
        "\"[2001:db8::7]:4711\", 2001:db8::7",
        "fe80::1%eth0, fe80::1",
        "::ffff:203.0.113.7, 203.0.113.7",
        "unknown, unknown",
        "_hidden, unknown",
        "203.0.113.7.1, unknown",
        "[, unknown",
        "203.0.113.7\tX, unknown"
    })
    void anAddressMayBeWrittenInManyWays(String hop, String address) throws IOException {
        assertThat(client("10.1.2.3, " + hop)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({"2001:db8::9", "[2001:DB8:0::9]:80", "::ffff:198.51.100.9", "0:0:0:0:0:0:0:1", "198.51.100.9:80"})
    void aProxyIsKnownHoweverItsAddressIsWritten(String proxy) throws IOException {
        assertThat(client("203.0.113.7, " + proxy)).isEqualTo("203.0.113.7");
    }

    @Test
    void nobodyElseIsBelieved() throws IOException {
        server.close();
        HttpServer strict = TestUnit.await(vertx.createHttpServer()
                .requestHandler(request -> request.response().end(new TrustedProxies(List.of()).clientOf(request)))
                .listen(0, "127.0.0.1"));
        assertThat(client(strict.actualPort(), "203.0.113.7")).isEqualTo("127.0.0.1");
    }

    private String client(String... lines) throws IOException {
        return client(server.actualPort(), lines);
    }

    private static String client(int port, String... lines) throws IOException {
        StringBuilder request = new StringBuilder("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        for (String line : lines) {
            request.append("X-Forwarded-For: ").append(line).append("\r\n");
        }
        try (RawClient client = new RawClient(port)) {
            String answer = client.send(request + "\r\n").untilClosed();
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }
}
