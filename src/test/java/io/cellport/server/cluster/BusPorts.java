package io.cellport.server.cluster;

import io.cellport.FreePorts;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Where the nodes of a cluster exchange messages. */
final class BusPorts {

    private final List<Integer> ports;

    /** Ports for so many nodes. */
    BusPorts(int nodes) throws IOException {
        ports = FreePorts.pairs(nodes);
    }

    /** What a node is told. */
    Map<String, String> settings(int node) {
        String members =
                String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
        return Map.of("CELLPORT_CLUSTER_PORT", Integer.toString(ports.get(node)), "CELLPORT_CLUSTER_MEMBERS", members);
    }
}
