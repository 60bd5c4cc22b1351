package io.cellport.server.cluster;

import io.cellport.storage.postgres.PostgresAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * The network between a node and PostgreSQL. It can stop to forward, in both directions and without closing anything,
 * as when a cable is pulled; what was sent meanwhile arrives later. And it can cut a connection at a certain request.
 */
final class DatabaseProxy implements AutoCloseable {

    private static final int CHUNK = 8_192;

    private final PostgresAddress behind;
    private final ServerSocket server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Cut> cut = new AtomicReference<>(Cut.NONE);
    private final AtomicInteger cuts = new AtomicInteger();
    private boolean stalled;

    /** At which request a connection is cut, and whether the database still gets the request. */
    private record Cut(Set<String> words, boolean isDelivered) {

        static final Cut NONE = new Cut(Set.of(), false);
    }

    DatabaseProxy(PostgresAddress behind) throws IOException {
        this(behind, InetAddress.getLoopbackAddress());
    }

    /** A proxy at a certain address of this machine. */
    DatabaseProxy(PostgresAddress behind, InetAddress address) throws IOException {
        this.behind = behind;
        this.server = new ServerSocket(0, 50, address);
        daemon(this::accept);
    }

    /** {@code cluster.database.url} by way of this proxy. Each request has its SQL in it, so that it can be told. */
    String url() {
        String database = behind.url().substring(behind.url().lastIndexOf('/'));
        String host = server.getInetAddress().getHostAddress();
        return "postgresql://" + host + ":" + server.getLocalPort() + database + "?prepareThreshold=0";
    }

    /** Forwards nothing from now on. */
    synchronized void stall() {
        stalled = true;
    }

    /** Forwards again, and first what has come meanwhile. */
    synchronized void resume() {
        stalled = false;
        notifyAll();
    }

    private synchronized void awaitNoStall() throws InterruptedException {
        while (stalled) {
            wait();
        }
    }

    /** Cuts the connection of the next request that has all these words, before the database gets it. */
    void cutBefore(String... words) {
        cut.set(new Cut(Set.of(words), false));
    }

    /** Cuts the connection of the next request that has all these words, itself or in its answer, which is lost. */
    void cutAfter(String... words) {
        cut.set(new Cut(Set.of(words), true));
    }

    /** How many connections were cut at a request. */
    int cuts() {
        return cuts.get();
    }

    private boolean isCut(String text, boolean isAnswered) {
        Cut armed = cut.get();
        boolean isMeant = !armed.equals(Cut.NONE)
                && armed.isDelivered() == isAnswered
                && armed.words().stream().allMatch(text::contains);
        boolean isFirst = isMeant && cut.compareAndSet(armed, Cut.NONE);
        if (isFirst) {
            cuts.incrementAndGet();
        }
        return isFirst;
    }

    private void accept() {
        try {
            while (true) {
                Connection connection = new Connection(server.accept());
                connections.add(connection);
                daemon(connection::open);
            }
        } catch (IOException closed) {
            connections.forEach(Connection::close);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "database-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        resume();
        connections.forEach(Connection::close);
    }

    /** One connection of the node. */
    private final class Connection {

        private final Socket node;
        private final Socket database = new Socket();
        private final StringBuilder request = new StringBuilder();

        Connection(Socket node) {
            this.node = node;
        }

        void open() {
            try {
                awaitNoStall();
                URI url = URI.create(behind.url().substring("jdbc:".length()));
                database.connect(new InetSocketAddress(url.getHost(), url.getPort()));
                daemon(() -> pump(database, node, this::isAnswerForwarded));
                pump(node, database, this::isRequestForwarded);
            } catch (IOException | InterruptedException e) {
                close();
            }
        }

        private void pump(Socket from, Socket to, Predicate<String> isForwarded) {
            byte[] chunk = new byte[CHUNK];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    awaitNoStall();
                    if (!isForwarded.test(new String(chunk, 0, length, StandardCharsets.ISO_8859_1))) {
                        break;
                    }
                    out.write(chunk, 0, length);
                }
                awaitNoStall();
            } catch (IOException | InterruptedException broken) {
                // The other side is closed, too, as below.
            }
            close();
        }

        private synchronized boolean isRequestForwarded(String chunk) {
            request.append(chunk);
            return !isCut(request.toString(), false);
        }

        private synchronized boolean isAnswerForwarded(String chunk) {
            boolean isForwarded = !isCut(request + chunk, true);
            request.setLength(0);
            return isForwarded;
        }

        void close() {
            connections.remove(this);
            try (node;
                    database) {
                request.setLength(0);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
