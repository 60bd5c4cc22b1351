package io.cellport.blob.s3;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One bucket. Calls are repeated while that may help, and at most {@value #CALLS} are under way at a time; others wait.
 * A failure is a {@link io.cellport.storage.StoreException}. Blocks; safe for several threads.
 */
final class Bucket implements AutoCloseable {

    private static final int CALLS = 32;

    private static final long PLACE_SECONDS = 60;

    private static final int NOT_FOUND = 404;

    private final S3Client client;
    private final String name;
    private final Semaphore places = new Semaphore(CALLS, true);

    Bucket(S3Client client, String name) {
        this.client = client;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** What S3 knows of an object: its length, and a tag of these bytes. */
    record Head(long size, String tag) {}

    /** Fails unless the bucket is there and may be listed: otherwise S3 would not tell which objects are missing. */
    void require() {
        call("list bucket", s3 -> s3.listObjectsV2(list -> list.bucket(name).maxKeys(1)));
    }

    /** Empty if there is no such object. */
    Optional<Head> head(String key) {
        return call("ask for blob", s3 -> {
            try {
                HeadObjectResponse found =
                        s3.headObject(head -> head.bucket(name).key(key));
                return Optional.of(new Head(found.contentLength(), found.eTag()));
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    void put(String key, Part part) {
        call(
                "put blob",
                s3 -> s3.putObject(
                        put -> put.bucket(name)
                                .key(key)
                                .contentLength(part.size())
                                .checksumSHA256(part.checksum()),
                        part.body()));
    }

    /** Fills the buffer with the bytes of an object from an offset on, or leaves it as it was. */
    void get(String key, Head object, long offset, ByteBuffer target) {
        int start = target.position();
        String range = offset + "-" + (offset + target.remaining() - 1);
        try {
            call(
                    "get blob",
                    s3 -> s3.getObject(
                            get -> get.bucket(name)
                                    .key(key)
                                    .ifMatch(object.tag())
                                    .range("bytes=" + range),
                            (answer, bytes) -> {
                                requireRange(answer, "bytes " + range + '/' + object.size());
                                fill(target.position(start), bytes);
                                return target;
                            }));
        } finally {
            if (target.hasRemaining()) {
                target.position(start);
            }
        }
    }

    private static void requireRange(GetObjectResponse answer, String range) {
        if (!range.equals(answer.contentRange())) {
            throw RetryableException.create("another range");
        }
    }

    private static void fill(ByteBuffer target, AbortableInputStream bytes) {
        try {
            while (target.hasRemaining()) {
                int count = bytes.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
                if (count < 0) {
                    throw RetryableException.create("too few bytes");
                }
                target.position(target.position() + count);
            }
        } catch (IOException e) {
            throw RetryableException.create("broken off", e);
        }
    }

    void delete(String key) {
        call("delete blob", s3 -> s3.deleteObject(delete -> delete.bucket(name).key(key)));
    }

    /** Calls the action with all objects whose keys have the prefix. */
    void list(String prefix, Consumer<S3Object> action) {
        call("list blobs", s3 -> {
            s3.listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix))
                    .contents()
                    .forEach(action);
            return prefix;
        });
    }

    /**
     * Does something with S3.
     *
     * @param what what is tried, for the log
     * @throws ApiException {@code PR503-SV-0001} if other calls take all places for a minute
     */
    <T> T call(String what, Function<S3Client, T> call) {
        takePlace();
        try {
            return call.apply(client);
        } catch (SdkException e) {
            throw S3Failure.of(what, e);
        } finally {
            places.release();
        }
    }

    private void takePlace() {
        try {
            if (!places.tryAcquire(PLACE_SECONDS, TimeUnit.SECONDS)) {
                throw ApiException.of(ErrorCode.PR503_SV_0001);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.of(ErrorCode.PR503_SV_0001);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
