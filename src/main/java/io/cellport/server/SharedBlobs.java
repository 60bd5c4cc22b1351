package io.cellport.server;

import io.cellport.blob.BlobStore;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.blob.s3.S3BlobStore;
import io.cellport.blob.s3.S3Location;
import io.cellport.config.ClusterConfig;
import java.net.URI;
import java.nio.file.Path;

/**
 * The blob store of a cluster, open.
 *
 * @param store a directory that all nodes share, or a bucket
 * @param closing what has to be closed in the end
 */
public record SharedBlobs(BlobStore store, Runnable closing) implements AutoCloseable {

    /**
     * Opens the store that is configured.
     *
     * @param data the node's own data directory
     * @throws io.cellport.storage.StoreException if it cannot be used
     */
    public static SharedBlobs open(ClusterConfig cluster, Path data) {
        ClusterConfig.Blobs at = cluster.blobs();
        if (!at.inBucket()) {
            return new SharedBlobs(DirectoryBlobStore.shared(Path.of(at.location()), cluster.node()), () -> {});
        }
        S3BlobStore bucket = S3BlobStore.open(
                new S3Location(at.bucket(), at.prefix(), at.endpoint().map(URI::create), at.region()), data);
        return new SharedBlobs(bucket, bucket::close);
    }

    @Override
    public void close() {
        closing.run();
    }
}
