package io.cellport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bad line between clients and a server: it breaks when so many bytes have gone to the server, which may be another
 * one from then on. Connections wait until there is a server. Safe for several threads.
 */
public final class BreakingLine implements AutoCloseable {

    private static final int CHUNK = 8_192;

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final NavigableMap<Long, Runnable> breaks = new TreeMap<>();
    private long sent;
    private int broken;
    private int server = -1;

    public BreakingLine() throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** Where clients connect to, ending in a slash. */
    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/";
    }

    /** Leads to this port of this machine from now on. */
    public synchronized void leadTo(int port) {
        server = port;
        notifyAll();
    }

    /** Breaks all connections once so many bytes in all have gone to the server. */
    public void breakAt(long bytes) {
        breakAt(bytes, () -> {});
    }

    /** The same, and then does something before any client comes through again. */
    public synchronized void breakAt(long bytes, Runnable meanwhile) {
        breaks.put(bytes, meanwhile);
    }

    /** How often it has broken. */
    public synchronized int broken() {
        return broken;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                daemon(() -> carry(client));
            }
        } catch (IOException closed) {
            breakAll();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "breaking-line");
        thread.setDaemon(true);
        thread.start();
    }

    private void carry(Socket client) {
        try (client;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), awaitServer())) {
            open.add(upstream);
            daemon(() -> pump(upstream, client, false));
            pump(client, upstream, true);
            open.remove(upstream);
        } catch (IOException | InterruptedException broken) {
            // The client notices by itself.
        } finally {
            open.remove(client);
        }
    }

    private synchronized int awaitServer() throws InterruptedException {
        while (server < 0) {
            wait();
        }
        return server;
    }

    private void pump(Socket from, Socket to, boolean isToServer) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                out.write(chunk, 0, length);
                if (isToServer) {
                    count(length);
                }
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            reset(from);
            reset(to);
        }
    }

    private synchronized void count(int bytes) {
        sent += bytes;
        Map.Entry<Long, Runnable> due = breaks.firstEntry();
        if (due != null && due.getKey() <= sent) {
            breaks.remove(due.getKey());
            broken++;
            breakAll();
            due.getValue().run();
        }
    }

    private void breakAll() {
        open.forEach(BreakingLine::reset);
    }

    /** Ends the connection at once, as a dead peer's kernel does. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It was closed before.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        breakAll();
    }
}
