package io.cellport.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Sends requests over many connections: on each as soon as the answer to the last one is there, or so many a second.
 * One and the same, or many in turn. One thread, no parsing: all answers have the length of the first one.
 */
final class HttpLoad {

    private final InetSocketAddress server;
    private final List<ByteBuffer> requests = new ArrayList<>();
    private final LongSupplier serverNanos;
    private int connections = 64;
    /** Requests a second; 0 for as many as are answered. */
    private int pace;

    /** Connections that wait for no answer. */
    private final Deque<Connection> idle = new ArrayDeque<>();

    private final ByteBuffer received = ByteBuffer.allocateDirect(64 << 10);
    private int next;
    private double serverMicros;

    /** A load on a server in this process. */
    HttpLoad(int port, String path, String token) {
        this(port, Cpu::ofOthersNanos);
        with(path, token);
    }

    private HttpLoad(int port, LongSupplier serverNanos) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.serverNanos = serverNanos;
    }

    /** A load on a server in another process, without a request yet. */
    static HttpLoad on(ServerProcess process) {
        return new HttpLoad(process.port(), process::cpuNanos);
    }

    /** How many ask at the same time, if not 64. */
    HttpLoad connections(int count) {
        connections = count;
        return this;
    }

    /** Sends so many a second, a few each millisecond, as long as there are connections that wait for no answer. */
    HttpLoad pace(int perSecond) {
        pace = perSecond;
        return this;
    }

    /** Adds a request. */
    HttpLoad with(String path, String token) {
        return with(path, token, "127.0.0.1:" + server.getPort());
    }

    /** Adds a request to a server that clients know by another address. */
    HttpLoad with(String path, String token, String host) {
        byte[] bytes = "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, host, token)
                .getBytes(StandardCharsets.US_ASCII);
        requests.add(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        return this;
    }

    private ByteBuffer nextRequest() {
        next = next + 1 < requests.size() ? next + 1 : 0;
        return requests.get(next).duplicate();
    }

    /** Requests per second. What it takes to open the connections does not count: each has had an answer before. */
    double perSecond(long seconds) throws IOException {
        int length = answerTo(requests.get(0)).length();
        try (Selector selector = Selector.open()) {
            open(selector, length);
            long cpuBefore = serverNanos.getAsLong();
            long answers = drive(selector, seconds);
            serverMicros = (serverNanos.getAsLong() - cpuBefore) / 1e3 / answers;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return (double) answers / seconds;
        }
    }

    /**
     * Processor time of the server per request of the last run; of everything in this process but the load, if it is in
     * it.
     */
    double serverMicros() {
        return serverMicros;
    }

    private void open(Selector selector, int answerLength) throws IOException {
        idle.clear();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel, answerLength);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connection.send();
        }
        while (idle.size() < connections) {
            receive(selector, 100, false);
        }
    }

    private long drive(Selector selector, long seconds) throws IOException {
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(seconds);
        long sent = 0;
        long answers = 0;
        for (long now = begun; now < end; now = System.nanoTime()) {
            long due = pace == 0 ? connections : (now - begun) * pace / TimeUnit.SECONDS.toNanos(1);
            for (; sent < due && !idle.isEmpty(); sent++) {
                idle.remove().send();
            }
            answers += receive(selector, pace == 0 ? 100 : 1, pace == 0);
        }
        return answers;
    }

    /** How many answers have been completed; whether there is another request at once after each. */
    private long receive(Selector selector, long millis, boolean again) throws IOException {
        selector.select(millis);
        long answers = 0;
        for (SelectionKey key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            if (connection.isAnswered()) {
                answers++;
                if (again) {
                    connection.send();
                } else {
                    idle.add(connection);
                }
            }
        }
        selector.selectedKeys().clear();
        return answers;
    }

    /** What the requests are answered with, byte for byte, each answer once. */
    Set<String> answers() throws IOException {
        Set<String> answers = new LinkedHashSet<>();
        for (ByteBuffer request : requests) {
            answers.add(answerTo(request));
        }
        return answers;
    }

    private String answerTo(ByteBuffer request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(server)) {
            channel.write(request.duplicate());
            received.clear();
            String answer = "";
            while (answer.isEmpty() || answer.length() < answerLength(answer)) {
                if (channel.read(received) < 0) {
                    throw new IOException("no answer");
                }
                answer = StandardCharsets.US_ASCII
                        .decode(received.duplicate().flip())
                        .toString();
            }
            return answer;
        }
    }

    /** Infinite as long as the head is incomplete. */
    private static int answerLength(String answer) throws IOException {
        int body = answer.indexOf("\r\n\r\n") + 4;
        if (body < 4) {
            return Integer.MAX_VALUE;
        }
        if (!answer.startsWith("HTTP/1.1 200")) {
            throw new IOException(answer);
        }
        String name = "content-length: ";
        int value = answer.toLowerCase(Locale.ROOT).indexOf(name) + name.length();
        return body + Integer.parseInt(answer.substring(value, answer.indexOf('\r', value)));
    }

    private final class Connection {

        private final SocketChannel channel;
        private final int answerLength;
        private int missing;

        Connection(SocketChannel channel, int answerLength) {
            this.channel = channel;
            this.answerLength = answerLength;
        }

        void send() throws IOException {
            missing = answerLength;
            channel.write(nextRequest());
        }

        /** Reads what has come; whether that was the rest of the answer. */
        boolean isAnswered() throws IOException {
            received.clear();
            int count = channel.read(received);
            if (count < 0 || count > missing) {
                throw new IOException("an answer of another length");
            }
            missing -= count;
            return missing == 0;
        }
    }
}
