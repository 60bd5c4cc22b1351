package io.cellport.http;

import static io.cellport.Patience.PATIENCE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection on which every byte is in the hands of the test. */
public final class RawClient implements AutoCloseable {

    private final Socket socket;

    public RawClient(TestUnit unit) throws IOException {
        this(unit.port());
    }

    /** A connection to this machine, whose answers are waited for as long as tests wait for anything. */
    public RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    }

    public RawClient(Socket socket) {
        this.socket = socket;
    }

    /** Sends text as it stands. */
    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends filler until so many bytes are out, or the server has had enough. */
    public RawClient fill(long bytes) {
        byte[] piece = new byte[16 << 10];
        try {
            for (long sent = 0; sent < bytes; sent += piece.length) {
                socket.getOutputStream().write(piece, 0, (int) Math.min(piece.length, bytes - sent));
            }
        } catch (IOException theServerHasClosed) {
            return this;
        }
        return this;
    }

    /** Sends filler as fast as it can; how many bytes it got rid of before the server had had enough. */
    public long sent(long bytes) {
        byte[] piece = new byte[16 << 10];
        for (long sent = 0; sent < bytes; sent += piece.length) {
            try {
                socket.getOutputStream().write(piece);
            } catch (IOException theServerHasClosed) {
                return sent;
            }
        }
        return bytes;
    }

    /** The head of the next response, up to the empty line. */
    public String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed behind: " + head);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** The next response, head and body, of which the head tells the length. */
    public String answer() throws IOException {
        String head = head();
        int length = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).trim()))
                .findFirst()
                .orElseThrow();
        return head + body(length);
    }

    /** The next line, without its end. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next != '\n';
                next = socket.getInputStream().read()) {
            if (next < 0) {
                throw new IOException("closed behind: " + line);
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /** So many bytes of a body. */
    public String body(int bytes) throws IOException {
        return new String(bytes(bytes), StandardCharsets.UTF_8);
    }

    /** The same as they came. */
    public byte[] bytes(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /** Everything until the server closes the connection; waits for it. */
    public String untilClosed() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException reset) {
            return all.toString(StandardCharsets.ISO_8859_1);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Goes on sending a byte whenever the server has been silent for a moment, until it closes the connection. */
    public void dripUntilClosed() throws IOException {
        socket.setSoTimeout(50);
        int read = 0;
        while (read >= 0) {
            try {
                send("a");
                read = socket.getInputStream().read();
            } catch (SocketTimeoutException silent) {
                read = 0;
            } catch (SocketException reset) {
                return;
            }
        }
    }

    /** Whether the server closes the connection; waits for it. */
    public boolean isClosedByServer() throws IOException {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
