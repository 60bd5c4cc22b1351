package io.cellport.cli.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a thread group of its own, so that the clients of other tests are left alone. */
class NetworkThreadsTest {

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theyAreEndedAndNoOthers() throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        ThreadGroup group = new ThreadGroup("command");
        Thread command = new Thread(group, this::endThoseOfTwoClients, "main");
        command.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        command.start();
        command.join();
        assertThat(failures).isEmpty();
    }

    private void endThoseOfTwoClients() {
        Thread other = new Thread(NetworkThreadsTest::waitUntilInterrupted, "HttpClient-1-Worker-0");
        other.start();
        List<HttpClient> clients = List.of(HttpClient.newHttpClient(), HttpClient.newHttpClient());
        clients.forEach(client -> assertThat(ask(client)).isEqualTo(204));
        try {
            assertThat(selectors()).hasSize(2);

            NetworkThreads.end();

            await().until(() -> selectors().isEmpty());
            assertThat(other.isAlive()).isTrue();
        } finally {
            // Not collected before: that would have ended them too.
            Reference.reachabilityFence(clients);
            other.interrupt();
        }
    }

    private static void waitUntilInterrupted() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int ask(HttpClient client) {
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Thread> selectors() {
        Thread[] found = new Thread[Thread.activeCount() + 10];
        int count = Thread.enumerate(found);
        return Stream.of(found)
                .limit(count)
                .filter(thread -> thread.getName().endsWith("-SelectorManager"))
                .toList();
    }
}
