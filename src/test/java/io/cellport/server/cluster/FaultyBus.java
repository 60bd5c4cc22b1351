package io.cellport.server.cluster;

import static io.cellport.imports.message.Addresses.IMPORT_PROGRESS;

import io.cellport.config.ConfigLoader;
import io.cellport.http.TestUnit;
import io.cellport.server.bus.NodeBus;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buses of nodes that lose every fourth message of progress, send every fourth one late, and every fourth one twice.
 */
final class FaultyBus {

    private static final String COPY = "copy";

    private static final int LATEST_MILLIS = 3_000;

    private final BusPorts ports;
    private final long seed = Long.getLong("cellport.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger delayed = new AtomicInteger();
    private final AtomicInteger doubled = new AtomicInteger();

    FaultyBus(int nodes) throws IOException {
        System.out.println("seed of the faults of the bus: " + seed);
        ports = new BusPorts(nodes);
    }

    /** The variables of a node. */
    Map<String, String> settings(int node) {
        Map<String, String> settings = new HashMap<>(ports.settings(node));
        settings.put("CELLPORT_CLUSTER_BUS", "hazelcast");
        return settings;
    }

    /** The bus of a node with these variables. */
    Vertx start(Map<String, String> environment) {
        var config = ConfigLoader.load(Optional.empty(), environment, Map.of());
        Vertx vertx = TestUnit.await(NodeBus.start(
                Vertx.builder(), new VertxOptions(), config.cluster().orElseThrow()));
        vertx.eventBus().addOutboundInterceptor(sending -> pass(vertx, sending));
        return vertx;
    }

    private <T> void pass(Vertx vertx, DeliveryContext<T> sending) {
        boolean isProgress = sending.message().address().equals(IMPORT_PROGRESS);
        switch (isProgress && !sending.message().headers().contains(COPY) ? random.nextInt(4) : 3) {
            case 0 -> lost.incrementAndGet();
            case 1 -> {
                delayed.incrementAndGet();
                vertx.setTimer(1 + random.nextInt(LATEST_MILLIS), late -> sending.next());
            }
            case 2 -> {
                doubled.incrementAndGet();
                sending.next();
                vertx.eventBus().publish(IMPORT_PROGRESS, sending.body(), new DeliveryOptions().addHeader(COPY, ""));
            }
            default -> sending.next();
        }
    }

    /** Messages that never arrived. */
    int lost() {
        return lost.get();
    }

    /** Messages that were sent later. */
    int delayed() {
        return delayed.get();
    }

    /** Messages that were sent twice. */
    int doubled() {
        return doubled.get();
    }
}
