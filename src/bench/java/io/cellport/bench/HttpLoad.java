package io.cellport.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Sends one and the same request over many connections, on each as soon as the answer to the last one is there. One
 * thread, no parsing: all answers have the length of the first one.
 */
final class HttpLoad {

    private static final int CONNECTIONS = 64;

    private final InetSocketAddress server;
    private final ByteBuffer request;
    private final ByteBuffer received = ByteBuffer.allocateDirect(64 << 10);
    private double serverMicros;

    HttpLoad(int port, String path, String token) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        byte[] bytes = "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, port, token)
                .getBytes(StandardCharsets.US_ASCII);
        request = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** Requests per second. */
    double perSecond(long seconds) throws IOException {
        int length = answerLength();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                SocketChannel channel = SocketChannel.open(server);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new Connection(channel, length));
            }
            long cpuBefore = Cpu.ofOthersNanos();
            long answers = drive(selector, seconds);
            serverMicros = (Cpu.ofOthersNanos() - cpuBefore) / 1e3 / answers;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return (double) answers / seconds;
        }
    }

    /** Processor time that everything in this process but the load itself took per request of the last run. */
    double serverMicros() {
        return serverMicros;
    }

    private long drive(Selector selector, long seconds) throws IOException {
        for (SelectionKey key : selector.keys()) {
            ((Connection) key.attachment()).send();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long answers = 0;
        while (System.nanoTime() < end) {
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) {
                answers += ((Connection) key.attachment()).receive();
            }
            selector.selectedKeys().clear();
        }
        return answers;
    }

    private int answerLength() throws IOException {
        try (SocketChannel channel = SocketChannel.open(server)) {
            channel.write(request.duplicate());
            received.clear();
            int length = -1;
            while (length < 0 || received.position() < length) {
                if (channel.read(received) < 0) {
                    throw new IOException("no answer");
                }
                length = answerLength(StandardCharsets.US_ASCII
                        .decode(received.duplicate().flip())
                        .toString());
            }
            return length;
        }
    }

    private static int answerLength(String answer) throws IOException {
        int body = answer.indexOf("\r\n\r\n") + 4;
        if (body < 4) {
            return -1;
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
            channel.write(request.duplicate());
        }

        /** How many answers have been completed: one or none. */
        int receive() throws IOException {
            received.clear();
            int count = channel.read(received);
            if (count < 0 || count > missing) {
                throw new IOException("an answer of another length");
            }
            missing -= count;
            if (missing > 0) {
                return 0;
            }
            send();
            return 1;
        }
    }
}
