package io.cellport.config;

import static io.cellport.config.ConfigKey.ofBoolean;
import static io.cellport.config.ConfigKey.ofInt;
import static io.cellport.config.ConfigKey.ofLong;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a cluster, and what they need of one another. Stateless. */
public final class ClusterKeys {

    public static final ConfigKey<Boolean> ENABLED =
            ofBoolean("cluster.enabled", false, "whether this server is one of several nodes with the same cells");

    static final ConfigKey<String> NODE = new ConfigKey<>(
            "cluster.node",
            "",
            "empty or up to 64 of A-Z a-z 0-9 . _ -",
            "name of this node, which no other has; empty means the name of the host",
            text -> text.matches("[A-Za-z0-9._-]{0,64}") ? text : null);

    static final ConfigKey<String> DATABASE_URL = new ConfigKey<>(
            "cluster.database.url",
            "",
            "empty or postgresql://host[:port][,host[:port]]/database without user and password",
            "PostgreSQL database of the cluster",
            ClusterKeys::databaseUrl);

    static final ConfigKey<String> DATABASE_USER =
            ConfigKey.ofText("cluster.database.user", "cellport", "user of the database");

    static final ConfigKey<Secret> DATABASE_PASSWORD =
            ofSecret("cluster.database.password", "password of that user; better set by its variable");

    static final ConfigKey<Secret> SECRET = ofSecret(
            "cluster.secret",
            "text of 16 characters or more that seals the keys in the database; the same on all nodes, better set by its"
                    + " variable");

    static final ConfigKey<String> BLOBS = new ConfigKey<>(
            "cluster.blobs",
            "",
            "empty, a path or s3://bucket/prefix",
            "where snapshots and contents are: a directory that all nodes share, or a bucket",
            text -> text.startsWith("s3:") && !text.matches("s3://[a-z0-9][a-z0-9.-]{1,62}(/[^?#]*)?") ? null : text);

    static final ConfigKey<Optional<String>> S3_ENDPOINT =
            ConfigKey.ofBaseUrl("cluster.s3.endpoint", "S3 server that is not Amazon's; empty means Amazon's");

    static final ConfigKey<Optional<String>> S3_REGION = new ConfigKey<>(
            "cluster.s3.region",
            "",
            "empty or a name like eu-central-1",
            "region of the bucket; empty means what the SDK finds. Credentials always are what the SDK finds",
            text -> text.matches("[a-z0-9-]*") ? Optional.of(text).filter(name -> !name.isEmpty()) : null);

    static final ConfigKey<Boolean> BUS = new ConfigKey<>(
            "cluster.bus",
            "hazelcast",
            "hazelcast or none",
            "how messages travel between nodes; none: percentages of other nodes come from the database",
            text -> switch (text) {
                case "hazelcast" -> true;
                case "none" -> false;
                default -> null;
            });

    static final ConfigKey<String> HOST =
            ConfigKey.ofAddress("cluster.host", "127.0.0.1", "address of this node for the others, for messages only");

    static final ConfigKey<Integer> PORT =
            ofInt("cluster.port", 5701, 1, 65_534, "port of the cluster manager; the next one carries the messages");

    static final ConfigKey<List<String>> MEMBERS =
            ConfigKey.ofMembers("cluster.members", "nodes to look for, each with its cluster.port");

    static final ConfigKey<Integer> LEASE_SECONDS = ofInt(
            "cluster.leaseSeconds",
            6,
            2,
            600,
            "seconds without a sign of life after which others take over a node's imports");

    static final ConfigKey<Integer> READ_MILLIS =
            ofInt("cluster.readMillis", 5, 1, 1_000, "least milliseconds between two reads of what has changed");

    static final ConfigKey<Integer> DRAIN_SECONDS = ofInt(
            "cluster.drainSeconds",
            5,
            0,
            600,
            "seconds that a node which stops says so before it takes no more requests");

    static final ConfigKey<Long> CACHE_BYTES = ofLong(
            "cluster.cacheBytes", 10L << 30, 1 << 20, 1L << 50, "most bytes of contents that a node keeps copies of");

    static final ConfigKey<Integer> BLOB_GRACE_HOURS = ofInt(
            "cluster.blobGraceHours",
            24,
            1,
            8_760,
            "hours that a file is kept after nothing refers to it: as far back as the database may be restored");

    /** All keys in the order of {@code conf/cellport.yaml}. */
    static final List<ConfigKey<?>> KEYS = List.of(
            ENABLED,
            NODE,
            DATABASE_URL,
            DATABASE_USER,
            DATABASE_PASSWORD,
            SECRET,
            BLOBS,
            S3_ENDPOINT,
            S3_REGION,
            BUS,
            HOST,
            PORT,
            MEMBERS,
            LEASE_SECONDS,
            READ_MILLIS,
            DRAIN_SECONDS,
            CACHE_BYTES,
            BLOB_GRACE_HOURS);

    private static final int LEAST_SECRET = 16;

    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    private ClusterKeys() {}

    private static ConfigKey<Secret> ofSecret(String path, String description) {
        return new ConfigKey<>(path, "", "a text", description, Secret::new);
    }

    private static @Nullable String databaseUrl(String text) {
        String host = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]";
        String address = "(%s)(:\\d{1,5})?".formatted(host);
        String url = "(jdbc:)?postgresql://%s(,%s)*/[A-Za-z0-9_-]+(\\?[^#]*)?".formatted(address, address);
        boolean tellsSecrets = text.contains("password=") || text.contains("@");
        if (text.isEmpty()) {
            return text;
        }
        if (tellsSecrets || !text.matches(url)) {
            return null;
        }
        return text.startsWith("jdbc:") ? text : "jdbc:" + text;
    }

    /** The cluster, if the server is part of one; throws {@link ConfigException} if a key is missing. */
    static Optional<ClusterConfig> of(Limits.Values values) {
        if (!values.of(ENABLED)) {
            return Optional.empty();
        }
        require(!values.of(DATABASE_URL).isEmpty(), DATABASE_URL, "must name a PostgreSQL database");
        require(!values.of(BLOBS).isEmpty(), BLOBS, "must name a directory that all nodes share, or a bucket");
        require(
                values.of(SECRET).text().length() >= LEAST_SECRET,
                SECRET,
                "must be a text of %d characters or more".formatted(LEAST_SECRET));
        require(
                !values.of(BUS) || !ANY_ADDRESS.contains(values.of(HOST)),
                HOST,
                "must be one address of this node: who reaches the cluster's ports can do everything");
        return Optional.of(new ClusterConfig(
                values.of(NODE).isEmpty() ? hostName() : values.of(NODE),
                new ClusterConfig.Database(
                        values.of(DATABASE_URL), values.of(DATABASE_USER), values.of(DATABASE_PASSWORD)),
                values.of(SECRET),
                new ClusterConfig.Blobs(values.of(BLOBS), values.of(S3_ENDPOINT), values.of(S3_REGION)),
                new ClusterConfig.Bus(values.of(BUS), values.of(HOST), values.of(PORT), values.of(MEMBERS)),
                Duration.ofSeconds(values.of(LEASE_SECONDS)),
                Duration.ofMillis(values.of(READ_MILLIS)),
                Duration.ofSeconds(values.of(DRAIN_SECONDS)),
                values.of(CACHE_BYTES),
                Duration.ofHours(values.of(BLOB_GRACE_HOURS))));
    }

    private static void require(boolean holds, ConfigKey<?> key, String what) {
        if (!holds) {
            throw new ConfigException("%s %s, because %s is true".formatted(key.path(), what, ENABLED.path()));
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new ConfigException(NODE.path() + " must be set, because this host has no name");
        }
    }
}
