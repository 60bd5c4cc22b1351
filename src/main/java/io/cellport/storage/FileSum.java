package io.cellport.storage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What is known of all bytes of a file. Blocks; immutable.
 *
 * @param headBytes so many bytes at the beginning of the file are the last ones of the digest
 * @param sha256 the digest, in lower-case hexadecimal
 */
public record FileSum(int headBytes, String sha256) {

    /** The SHA-256 of a file as it is. */
    public static FileSum plain(String sha256) {
        return new FileSum(0, sha256);
    }

    /**
     * That of a file; computing it takes as long as reading the file.
     *
     * @param heartbeat called for each MiB; what it throws is passed on
     */
    public static FileSum of(Path file, int headBytes, Runnable heartbeat) throws IOException {
        return new FileSum(headBytes, FileDigest.sha256(file, headBytes, heartbeat));
    }

    /** Whether it is that of this file; see {@link #of}. */
    public boolean isOf(Path file, Runnable heartbeat) throws IOException {
        return equals(of(file, headBytes, heartbeat));
    }
}
