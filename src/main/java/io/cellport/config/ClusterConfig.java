package io.cellport.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a node needs to be one of a cluster, already checked.
 *
 * @param node name of this node, which no other node of the cluster has
 * @param secret seals the keys that the nodes share
 * @param lease time after which another node takes over the runs of a node that gives no sign of life
 * @param read least time between two reads of what has changed
 * @param drain time between the moment at which a node that stops says so, and the moment at which it stops
 * @param cacheBytes most bytes of generations that the node keeps copies of
 * @param blobGrace time that a blob is kept after nothing refers to it any more
 */
public record ClusterConfig(
        String node,
        Database database,
        Secret secret,
        Blobs blobs,
        Bus bus,
        Duration lease,
        Duration read,
        Duration drain,
        long cacheBytes,
        Duration blobGrace) {

    /** Where the metadata is; {@code url} is {@code jdbc:postgresql://...} without user and password. */
    public record Database(String url, String user, Secret password) {}

    /**
     * Where the blobs are.
     *
     * @param location a directory that all nodes share, or {@code s3://bucket/prefix}
     * @param endpoint URL of an S3 server that is not Amazon's
     * @param region region of the bucket; if empty, the one of the SDK's usual chain
     */
    public record Blobs(String location, Optional<String> endpoint, Optional<String> region) {

        private static final String S3 = "s3://";

        /** Whether the blobs are in a bucket. */
        public boolean inBucket() {
            return location.startsWith(S3);
        }

        /** The name of the bucket, if there is one. */
        public String bucket() {
            return afterScheme()[0];
        }

        /** What all object names begin with: empty, or ending in a slash. */
        public String prefix() {
            String[] parts = afterScheme();
            String prefix = parts.length < 2 ? "" : parts[1];
            return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        }

        private String[] afterScheme() {
            return location.substring(S3.length()).split("/", 2);
        }
    }

    /**
     * How messages travel between nodes.
     *
     * @param enabled whether they do; if not, percentages of other nodes' runs come from the database
     * @param host address of this node for the others
     * @param port port of the cluster manager; the next one carries the messages
     * @param members {@code host:port} of nodes to join
     */
    public record Bus(boolean enabled, String host, int port, List<String> members) {}
}
