package io.cellport.http.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Very many clients, as a program of their own so that client and server each have all the file descriptors of a
 * process. Reads port, number of clients, number of cells and the lines of the request's head, ended by an empty one,
 * in which {@code $cell} stands for each cell's number in turn; says {@code sent} when all requests are out; at the
 * next line it says how many were answered before, at the one after that how many were answered with 200 in all, and
 * ends.
 */
final class WaitingClients {

    private final List<SocketChannel> channels = new ArrayList<>();

    private WaitingClients() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int port = Integer.parseInt(in.readLine());
        int number = Integer.parseInt(in.readLine());
        int cells = Integer.parseInt(in.readLine());
        StringBuilder head = new StringBuilder();
        String line;
        do {
            line = in.readLine();
            head.append(line).append("\r\n");
        } while (!line.isEmpty());
        WaitingClients clients = new WaitingClients();
        clients.open(port, number, cells, head.toString());
        System.out.println("sent");
        in.readLine();
        System.out.println(clients.answered());
        in.readLine();
        System.out.println(clients.accepted());
    }

    private void open(int port, int number, int cells, String head) throws IOException {
        for (int i = 0; i < number; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            String request = head.replace("$cell", Integer.toString(i % cells));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channels.add(channel);
        }
    }

    private int answered() throws IOException {
        int answered = 0;
        for (SocketChannel channel : channels) {
            channel.configureBlocking(false);
            answered += channel.read(ByteBuffer.allocate(1)) == 0 ? 0 : 1;
            channel.configureBlocking(true);
        }
        return answered;
    }

    private int accepted() throws IOException {
        int accepted = 0;
        for (SocketChannel channel : channels) {
            ByteBuffer status = ByteBuffer.allocate("HTTP/1.1 200".length());
            while (status.hasRemaining() && channel.read(status) > 0) {}
            accepted += new String(status.array(), StandardCharsets.US_ASCII).equals("HTTP/1.1 200") ? 1 : 0;
        }
        return accepted;
    }
}
