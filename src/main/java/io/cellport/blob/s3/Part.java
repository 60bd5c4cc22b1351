package io.cellport.blob.s3;

import java.nio.file.Path;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Bytes in a local file that are sent to S3 in one piece.
 *
 * @param sha256 their digest
 */
record Part(Path file, long size, byte[] sha256) {

    /** The digest as S3 writes it. S3 refuses the bytes if theirs is another one. */
    String checksum() {
        return Base64.getEncoder().encodeToString(sha256);
    }

    /** Read from the beginning for each attempt. */
    RequestBody body() {
        return RequestBody.fromFile(file);
    }
}
