package io.cellport.blob.s3;

import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.ListedBlob;
import io.cellport.storage.DurableFiles;
import io.cellport.storage.StorageFailure;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Blobs as objects {@code {prefix}{cellId}/{name}} of a bucket. The next part of each blob that is being written waits
 * in a local file. The bytes of a part are compared with their digest by S3. A range that is read is not: use TLS, and
 * compare the digest of what is read as a whole. Blocks; safe for several threads.
 */
public final class S3BlobStore implements BlobStore, AutoCloseable {

    private final Bucket bucket;
    private final String prefix;
    private final Path parts;
    private final ReadAhead memory;

    private S3BlobStore(Bucket bucket, String prefix, Path parts, ReadAhead memory) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.parts = parts;
        this.memory = memory;
    }

    /**
     * Opens the store with the credentials that the environment of the process has: variables, system properties, a
     * profile, or those of the container or machine.
     *
     * @param data the node's own data directory
     * @throws StoreException if there are no credentials, no region, or no bucket that may be listed
     */
    public static S3BlobStore open(S3Location location, Path data) {
        return open(location, data, DefaultCredentialsProvider.builder().build(), S3Patience.USUAL, ReadAhead.ofHeap());
    }

    static S3BlobStore open(
            S3Location location, Path data, AwsCredentialsProvider credentials, S3Patience patience, ReadAhead memory) {
        Bucket bucket = bucket(location, credentials, patience);
        try {
            bucket.require();
            return new S3BlobStore(bucket, location.prefix(), data.resolve("parts"), memory);
        } catch (RuntimeException | Error e) {
            bucket.close();
            throw e;
        }
    }

    private static Bucket bucket(S3Location location, AwsCredentialsProvider credentials, S3Patience patience) {
        try {
            credentials.resolveCredentials();
        } catch (SdkException e) {
            throw new StoreException("the environment has no credentials for S3");
        }
        try {
            return new Bucket(S3Clients.open(location, credentials, patience), location.bucket());
        } catch (SdkException e) {
            throw new StoreException("nothing says in which region of S3 the bucket is");
        }
    }

    private String key(BlobId id) {
        return prefix + id.cellId() + '/' + id.name();
    }

    @Override
    public BlobWriter create(String cellId) {
        BlobId id = new BlobId(cellId, UUID.randomUUID().toString());
        createParts();
        return new S3BlobWriter(bucket, id, key(id), parts.resolve(id.name()));
    }

    /** Not before it is needed: a command that only reads may run as another user than the node. */
    private void createParts() {
        if (Files.isDirectory(parts)) {
            return;
        }
        try {
            DurableFiles.createDirectories(parts);
        } catch (IOException e) {
            throw StorageFailure.of("create directory", e, DurableFiles.directoryOf(parts));
        }
    }

    @Override
    public Optional<BlobReader> open(BlobId id) {
        return bucket.head(key(id)).map(object -> new S3BlobReader(bucket, key(id), object, memory));
    }

    @Override
    public OptionalLong size(BlobId id) {
        return bucket.head(key(id))
                .map(object -> OptionalLong.of(object.size()))
                .orElse(OptionalLong.empty());
    }

    /** Some stores have said that they deleted what was still there afterwards, so this asks. */
    @Override
    public void delete(BlobId id) {
        bucket.delete(key(id));
        if (bucket.head(key(id)).isPresent()) {
            throw new StoreException("the blob is still there after its deletion");
        }
    }

    @Override
    public void forEach(Consumer<ListedBlob> action) {
        bucket.list(prefix, object -> listed(object).ifPresent(action));
    }

    @Override
    public void forEach(String cellId, Consumer<ListedBlob> action) {
        bucket.list(prefix + cellId + '/', object -> listed(object).ifPresent(action));
    }

    /** Empty for an object that is no blob. */
    private Optional<ListedBlob> listed(S3Object object) {
        String[] names = object.key().substring(prefix.length()).split("/", -1);
        return names.length == 2 && !names[0].isEmpty() && !names[1].isEmpty()
                ? Optional.of(new ListedBlob(new BlobId(names[0], names[1]), object.size(), object.lastModified()))
                : Optional.empty();
    }

    /**
     * Deletes the local parts of earlier processes. The parts that S3 has of them are for the life-cycle rule of the
     * bucket.
     */
    @Override
    public void deleteUnfinished() {
        if (!Files.isDirectory(parts)) {
            return;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parts)) {
            for (Path part : found) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new StoreException("delete parts of blobs", e);
        }
    }

    @Override
    public void close() {
        bucket.close();
    }
}
