package io.cellport.blob.s3;

import io.cellport.blob.Digests;
import io.cellport.storage.StoreException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** An object that is sent to S3 part by part. Blocks; for one thread. */
final class MultipartUpload implements AutoCloseable {

    private static final int ATTEMPTS = 4;

    private final Bucket bucket;
    private final String key;
    private final List<CompletedPart> parts = new ArrayList<>();

    /** The digest of the digests of all parts, which S3 computes too. */
    private final MessageDigest digest = Digests.sha256();

    private boolean begun;
    private boolean completed;
    private @Nullable String id;

    /** An upload of which S3 knows nothing yet. */
    MultipartUpload(Bucket bucket, String key) {
        this.bucket = bucket;
        this.key = key;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Sends the next part. */
    void add(Part part) {
        String upload = id == null ? begin() : id;
        int number = parts.size() + 1;
        UploadPartResponse stored = bucket.call(
                "put part of blob",
                s3 -> s3.uploadPart(
                        put -> put.bucket(bucket.name())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .contentLength(part.size())
                                .checksumSHA256(part.checksum()),
                        part.body()));
        requireSame(part.checksum(), stored.checksumSHA256());
        digest.update(part.sha256());
        parts.add(CompletedPart.builder()
                .partNumber(number)
                .eTag(stored.eTag())
                .checksumSHA256(part.checksum())
                .build());
    }

    private String begin() {
        begun = true;
        String begunId = bucket.call("begin blob", this::begunId);
        id = begunId;
        return begunId;
    }

    /** S3 may have begun the upload although its answer was lost. Beginning another one would leave that one over. */
    private String begunId(S3Client s3) {
        for (int attempt = 1; ; attempt++) {
            try {
                return create(s3);
            } catch (SdkException e) {
                List<String> ids = begunIds(s3);
                if (!ids.isEmpty()) {
                    return ids.get(0);
                }
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private String create(S3Client s3) {
        return s3.createMultipartUpload(create -> create.bucket(bucket.name())
                        .key(key)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .overrideConfiguration(call -> call.addPlugin(client -> client.overrideConfiguration(
                                calls -> calls.retryStrategy(AwsRetryStrategy.doNotRetry())))))
                .uploadId();
    }

    private List<String> begunIds(S3Client s3) {
        return s3.listMultipartUploads(list -> list.bucket(bucket.name()).prefix(key)).uploads().stream()
                .map(found -> found.uploadId())
                .toList();
    }

    /** Makes the parts an object. Only asking for the object tells whether that happened. */
    void complete() {
        String checksum = bucket.call("complete blob", this::complete);
        requireSame(Base64.getEncoder().encodeToString(digest.digest()) + '-' + parts.size(), checksum);
        completed = true;
    }

    private @Nullable String complete(S3Client s3) {
        try {
            CompleteMultipartUploadResponse stored = s3.completeMultipartUpload(complete ->
                    complete.bucket(bucket.name()).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
            return stored.checksumSHA256();
        } catch (NoSuchUploadException perhapsCompletedBefore) {
            // The answer to the first attempt may have been lost.
            return null;
        }
    }

    /** Some stores compute no checksums; then the lengths and the checksums of the transport have to do. */
    private static void requireSame(String expected, @Nullable String stored) {
        if (stored != null && !stored.equals(expected)) {
            throw new StoreException("S3 has stored other bytes");
        }
    }

    /** Throws the parts away, unless they were completed. What S3 refuses is for the bucket's life-cycle rule. */
    @Override
    public void close() {
        if (begun && !completed) {
            bucket.call("throw parts of blob away", s3 -> {
                List<String> ids = begunIds(s3);
                ids.forEach(found -> s3.abortMultipartUpload(
                        abort -> abort.bucket(bucket.name()).key(key).uploadId(found)));
                return ids;
            });
        }
    }
}
