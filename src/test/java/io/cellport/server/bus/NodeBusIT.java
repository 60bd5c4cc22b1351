package io.cellport.server.bus;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.FreePorts;
import io.cellport.config.ClusterConfig;
import io.cellport.config.Secret;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.MessageCodecs;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeBusIT {

    private static final String ADDRESS = "test.progress";

    private final List<Vertx> started = new ArrayList<>();

    private Vertx node(int port, List<String> members) throws Exception {
        ClusterConfig cluster = new ClusterConfig(
                "node-" + port,
                new ClusterConfig.Database("jdbc:postgresql://db/cells", "cellport", new Secret("")),
                new Secret("sixteen characters"),
                new ClusterConfig.Blobs("/blobs", Optional.empty(), Optional.empty()),
                new ClusterConfig.Bus(true, "127.0.0.1", port, members),
                Duration.ofSeconds(6),
                Duration.ofMillis(5),
                Duration.ofSeconds(5),
                1 << 20,
                Duration.ofHours(24));
        Vertx vertx = NodeBus.start(Vertx.builder(), new VertxOptions(), cluster)
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        started.add(vertx);
        MessageCodecs.register(vertx.eventBus());
        return vertx;
    }

    @AfterEach
    void close() {
        started.forEach(
                vertx -> vertx.close().toCompletionStage().toCompletableFuture().join());
    }

    @Test
    void aMessageOfOneNodeReachesTheOthersAsItWasSent() throws Exception {
        List<Integer> ports = FreePorts.pairs(2);
        int one = ports.get(0);
        int two = ports.get(1);
        List<String> members = List.of("127.0.0.1:" + one, "127.0.0.1:" + two);
        Vertx sender = node(one, members);
        Vertx receiver = node(two, members);
        BlockingQueue<ImportProgress> received = new LinkedBlockingQueue<>();
        receiver.eventBus().<ImportProgress>consumer(ADDRESS, message -> received.add(message.body()));
        ImportProgress sent = new ImportProgress(
                "cell",
                "import",
                new ImportProgress.Version(1, 2, 3),
                false,
                ImportStatus.inProgress(Instant.ofEpochMilli(1), 50, "snapshot"),
                new ImportProgress.Work(1, 2, 3, Instant.ofEpochMilli(4)));

        Awaitility.await().atMost(PATIENCE).until(() -> {
            sender.eventBus().publish(ADDRESS, sent);
            return !received.isEmpty();
        });

        assertThat(received.take()).isEqualTo(sent);
    }
}
