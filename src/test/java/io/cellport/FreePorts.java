package io.cellport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of this machine that nobody listens on, just now. */
public final class FreePorts {

    private static final int TRIES = 1_000;

    private FreePorts() {}

    /** So many different ports, of which the next ones are free, too. */
    public static List<Integer> pairs(int count) {
        List<Integer> found = new ArrayList<>();
        for (int tries = 0; found.size() < count; tries++) {
            int port = pair();
            if (port > 0 && !found.contains(port) && !found.contains(port + 1) && !found.contains(port - 1)) {
                found.add(port);
            } else if (tries == TRIES) {
                throw new AssertionError("no free ports");
            }
        }
        return found;
    }

    /** The first of two free ports; 0 if the second is taken. */
    private static int pair() {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(first.getLocalPort() + 1, 1, first.getInetAddress())) {
            return second.getLocalPort() - 1;
        } catch (IOException taken) {
            return 0;
        }
    }
}
