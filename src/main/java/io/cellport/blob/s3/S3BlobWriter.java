package io.cellport.blob.s3;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.Digests;
import io.cellport.storage.StoreException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Sends a blob to S3: in one piece if it is small, else part by part. Blocks; for one thread. */
final class S3BlobWriter implements BlobWriter {

    private final Bucket bucket;
    private final BlobId id;
    private final String key;
    private final PartFile part;
    private final MultipartUpload upload;
    private final MessageDigest digest = Digests.sha256();
    private long size;
    private boolean commitBegun;
    private boolean committed;

    /** @param partFile name of a new local file */
    S3BlobWriter(Bucket bucket, BlobId id, String key, Path partFile) {
        this.bucket = bucket;
        this.id = id;
        this.key = key;
        this.part = new PartFile(partFile);
        this.upload = new MultipartUpload(bucket, key);
    }

    @Override
    public BlobId id() {
        return id;
    }

    @Override
    public void write(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
        size += bytes.remaining();
        while (bytes.hasRemaining()) {
            if (part.isFull()) {
                sendPart();
            }
            part.take(bytes);
        }
    }

    private void sendPart() {
        upload.add(part.part());
        part.clear();
    }

    @Override
    public String sha256() {
        return Digests.hexadecimal(digest);
    }

    @Override
    public Blob commit() {
        commitBegun = true;
        if (upload.hasBegun()) {
            sendPart();
            upload.complete();
        } else {
            bucket.put(key, part.part());
        }
        if (bucket.head(key).filter(stored -> stored.size() == size).isEmpty()) {
            throw new StoreException("S3 has not stored what it was sent");
        }
        committed = true;
        return new Blob(id, size, sha256());
    }

    @Override
    public void close() {
        try (part) {
            upload.close();
            if (commitBegun && !committed) {
                bucket.delete(key);
            }
        }
    }
}
