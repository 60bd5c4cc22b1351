package io.cellport.server.bus;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryXmlConfig;
import io.cellport.config.ClusterConfig;
import io.cellport.config.ConfFile;
import io.cellport.config.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/**
 * An event bus that reaches all nodes of a cluster, by Hazelcast. The bus makes percentages of other nodes come sooner,
 * and nothing else: no answer is true because of it. Blocks; stateless.
 */
public final class NodeBus {

    /** In the {@code conf} directory; if it is not there, the copy in the jar is used. */
    private static final String FILE = "cluster.xml";

    private static final String BUNDLED = "/conf/" + FILE;

    private NodeBus() {}

    /** A Vert.x that is one node of the cluster. */
    public static Future<Vertx> start(VertxBuilder builder, VertxOptions options, ClusterConfig cluster) {
        ClusterConfig.Bus bus = cluster.bus();
        options.setEventBusOptions(new EventBusOptions()
                .setHost(bus.host())
                .setPort(bus.port() + 1)
                .setClusterPublicHost(bus.host()));
        return builder.with(options)
                .withClusterManager(new HazelcastClusterManager(config(cluster)))
                .buildClustered();
    }

    private static Config config(ClusterConfig cluster) {
        // Read when Hazelcast's first class is loaded, before there is a configuration.
        System.setProperty("hazelcast.logging.type", "slf4j");
        Config config = new InMemoryXmlConfig(text(ConfFile.find(FILE)), values(cluster));
        if (config.getNetworkConfig().getJoin().getMulticastConfig().isEnabled()) {
            throw new ConfigException(FILE + " must not use multicast");
        }
        return config;
    }

    private static String text(Optional<Path> file) {
        try (InputStream in = file.isPresent() ? Files.newInputStream(file.get()) : bundled()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    private static InputStream bundled() throws IOException {
        InputStream in = NodeBus.class.getResourceAsStream(BUNDLED);
        if (in == null) {
            throw new IOException("not in the jar");
        }
        return in;
    }

    private static Properties values(ClusterConfig cluster) {
        ClusterConfig.Bus bus = cluster.bus();
        Properties values = new Properties();
        values.setProperty("cellport.cluster.name", name(cluster.database()));
        values.setProperty("cellport.cluster.host", bus.host());
        values.setProperty("cellport.cluster.port", Integer.toString(bus.port()));
        values.setProperty(
                "cellport.cluster.members",
                bus.members().isEmpty() ? bus.host() + ":" + bus.port() : String.join(",", bus.members()));
        return values;
    }

    /** Nodes join only those that use the same database. */
    private static String name(ClusterConfig.Database database) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(database.url().getBytes(StandardCharsets.UTF_8));
            return "cellport-" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
