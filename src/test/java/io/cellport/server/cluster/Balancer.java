package io.cellport.server.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A balancer of connections, as simple as one can be: it asks each node's management port whether the node is ready,
 * and gives a new connection to the next node that is. If that node refuses the connection, it tries the others.
 */
final class Balancer implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();
    private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    /** Where a node is, and whether it was ready when it was asked last. */
    private record Node(int port, int managementPort, boolean isReady) {}

    Balancer() throws IOException {
        daemon(this::accept);
        daemon(this::look);
    }

    /** Its URL, ending in a slash. */
    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    /** A node has these ports from now on. */
    void add(String name, int port, int managementPort) {
        nodes.put(name, new Node(port, managementPort, false));
    }

    /** How many nodes are ready. */
    long ready() {
        return nodes.values().stream().filter(Node::isReady).count();
    }

    private void look() {
        while (!closed) {
            nodes.keySet()
                    .forEach(name -> nodes.computeIfPresent(
                            name,
                            (same, node) ->
                                    new Node(node.port(), node.managementPort(), isReady(node.managementPort()))));
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private boolean isReady(int managementPort) {
        URI page = URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
        try {
            return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException | InterruptedException gone) {
            return false;
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            closed = true;
        }
    }

    private void serve(Socket client) {
        List<Node> ready = nodes.values().stream().filter(Node::isReady).toList();
        int first = turn.getAndIncrement();
        try (client) {
            for (int i = 0; i < ready.size(); i++) {
                Node node = ready.get(Math.floorMod(first + i, ready.size()));
                try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
                    daemon(() -> pump(behind, client));
                    pump(client, behind);
                    return;
                } catch (IOException refused) {
                    // The next one is asked.
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whichever side closes, both are closed. */
    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
        } catch (IOException closed) {
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "balancer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
    }
}
