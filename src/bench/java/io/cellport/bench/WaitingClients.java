package io.cellport.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Clients that wait for a change of a cell each, as long as one may. */
final class WaitingClients implements AutoCloseable {

    private static final long SETTLING_SECONDS = 5;

    private final List<SocketChannel> connections = new ArrayList<>();

    /** One client for each cell. */
    WaitingClients(ServerProcess unit, List<String> cells) throws IOException {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), unit.port());
        for (String cell : cells) {
            SocketChannel connection = SocketChannel.open(server);
            connection.write(ByteBuffer.wrap(
                    "GET /%s/__import HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nPrefer: wait=60\r\n\r\n"
                            .formatted(cell, unit.port(), unit.told(1))
                            .getBytes(StandardCharsets.US_ASCII)));
            connection.configureBlocking(false);
            connections.add(connection);
        }
    }

    /** Returns when all requests should be held; fails if one was answered instead. */
    void awaitHeld() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
        ByteBuffer answer = ByteBuffer.allocate(1 << 10);
        for (SocketChannel connection : connections) {
            if (connection.read(answer) != 0) {
                throw new IOException(
                        "a request is not held: " + new String(answer.array(), StandardCharsets.US_ASCII));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
