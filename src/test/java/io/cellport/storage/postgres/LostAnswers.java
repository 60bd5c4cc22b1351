package io.cellport.storage.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A way to a database on which one answer gets lost: the server does what it was asked for, and then the connection
 * breaks. Safe for several threads.
 */
public final class LostAnswers implements AutoCloseable {

    private static final int PIECE = 1 << 16;

    private final ServerSocket door;
    private final PostgresAddress server;
    private final AtomicReference<String> lost = new AtomicReference<>();
    private final List<Socket> open = new ArrayList<>();

    public LostAnswers(PostgresAddress server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** The database by this way. */
    public PostgresAddress address() {
        URI url = URI.create(server.url().substring("jdbc:".length()));
        return new PostgresAddress(
                "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + url.getPath(), server.user(), server.password());
    }

    /** The answer to the next statement that contains this text gets lost. */
    public void loseAnswerTo(String text) {
        lost.set(text);
    }

    private void accept() throws IOException {
        URI url = URI.create(server.url().substring("jdbc:".length()));
        while (true) {
            Way way = new Way(kept(door.accept()), kept(new Socket(url.getHost(), url.getPort())));
            start(way::ask);
            start(way::answer);
        }
    }

    /** One connection. */
    private final class Way {

        private final Socket client;
        private final Socket database;
        private volatile boolean breaks;

        Way(Socket client, Socket database) {
            this.client = client;
            this.database = database;
        }

        void ask() throws IOException {
            byte[] piece = new byte[PIECE];
            for (int read = 0; read >= 0; read = client.getInputStream().read(piece)) {
                String text = lost.get();
                if (text != null && new String(piece, 0, read, ISO_8859_1).contains(text)) {
                    lost.set(null);
                    breaks = true;
                }
                database.getOutputStream().write(piece, 0, read);
            }
        }

        void answer() throws IOException {
            try (client;
                    database) {
                byte[] piece = new byte[PIECE];
                for (int read = 0;
                        read >= 0 && !breaks;
                        read = database.getInputStream().read(piece)) {
                    client.getOutputStream().write(piece, 0, read);
                }
            }
        }
    }

    private synchronized Socket kept(Socket socket) {
        open.add(socket);
        return socket;
    }

    /** Something that ends when its socket is closed. */
    private interface Pump {
        void run() throws IOException;
    }

    private static void start(Pump pump) {
        Thread thread = new Thread(() -> {
            try {
                pump.run();
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
