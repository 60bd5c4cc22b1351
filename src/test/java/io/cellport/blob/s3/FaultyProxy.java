package io.cellport.blob.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a client and an S3 server and does to chosen requests what networks, busy servers and liars do. Each
 * connection serves one request. Safe for several threads.
 */
final class FaultyProxy implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final ServerSocket listener;
    private final int server;
    private final Queue<Plan> plans = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger faults = new AtomicInteger();

    FaultyProxy(int server) throws IOException {
        this.server = server;
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Number of faults so far. */
    int faults() {
        return faults.get();
    }

    /**
     * Does this to the next requests of a kind.
     *
     * @param request a regular expression that is found in the request line, as {@code PUT .*partNumber=2}
     */
    void plan(String request, int times, Fault fault) {
        plans.add(new Plan(Pattern.compile(request), new AtomicInteger(times), fault));
    }

    /** Forgets what has not happened yet. */
    void clear() {
        plans.clear();
    }

    private record Plan(Pattern request, AtomicInteger left, Fault fault) {

        boolean takes(String line) {
            return request.matcher(line).find() && left.getAndDecrement() > 0;
        }
    }

    /** What is done to a request. */
    @FunctionalInterface
    interface Fault {
        void happen(Exchange exchange) throws IOException;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Exchange exchange = new Exchange(client, headOf(client.getInputStream()));
            String line = exchange.head.lines().findFirst().orElseThrow();
            Fault fault = plans.stream()
                    .filter(plan -> plan.takes(line))
                    .findFirst()
                    .map(Plan::fault)
                    .orElse(null);
            if (fault == null) {
                exchange.answer(exchange.ask(exchange.head, exchange.body()));
            } else {
                faults.incrementAndGet();
                fault.happen(exchange);
            }
        } catch (IOException broken) {
            // One side has gone away, which the other one notices by itself.
        } finally {
            open.remove(client);
        }
    }

    private static String headOf(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int lengthIn(String head) {
        Matcher length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : open) {
            client.close();
        }
    }

    /** A request and its answer. */
    final class Exchange {

        final Socket client;
        final String head;

        private Exchange(Socket client, String head) {
            this.client = client;
            this.head = head;
        }

        /** Reads the body of the request. */
        byte[] body() throws IOException {
            return client.getInputStream().readNBytes(lengthIn(head));
        }

        /** Reads half of the body of the request. */
        void beginBody() throws IOException {
            client.getInputStream().readNBytes(lengthIn(head) / 2);
        }

        /** Has the server answer a request. */
        byte[] ask(String requestHead, byte[] body) throws IOException {
            String single = requestHead
                    .replaceAll("(?i)\r\nconnection: [^\r]*", "")
                    .replaceFirst("\r\n", "\r\nConnection: close\r\n");
            try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
                upstream.getOutputStream().write(single.getBytes(ISO_8859_1));
                upstream.getOutputStream().write(body);
                ByteArrayOutputStream answer = new ByteArrayOutputStream();
                upstream.getInputStream().transferTo(answer);
                return answer.toByteArray();
            }
        }

        void answer(byte[] bytes) throws IOException {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
        }

        /** Ends the connection at once, as a dead peer's kernel does. */
        void reset() throws IOException {
            client.setSoLinger(true, 0);
            client.close();
        }

        /** Sends the answer byte by byte until the client has had enough. */
        void drip(byte[] bytes) throws IOException {
            client.setSoTimeout(50);
            for (int at = 0; at < bytes.length && isThere(); at++) {
                client.getOutputStream().write(bytes[at]);
            }
        }

        private boolean isThere() throws IOException {
            try {
                return client.getInputStream().read() >= 0;
            } catch (SocketTimeoutException silent) {
                return true;
            }
        }

        /** Waits until the client gives up. */
        void awaitEnd() throws IOException {
            while (client.getInputStream().read() >= 0) {}
        }
    }
}
