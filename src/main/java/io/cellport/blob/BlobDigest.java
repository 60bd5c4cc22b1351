package io.cellport.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** The SHA-256 of a blob; computing it takes as long as reading the blob. Blocks; stateless. */
public final class BlobDigest {

    private static final int PIECE = 1 << 20;

    private BlobDigest() {}

    /**
     * The digest in lower-case hexadecimal digits.
     *
     * @param heartbeat called for each MiB; what it throws is passed on
     */
    public static String sha256(BlobReader blob, Runnable heartbeat) throws IOException {
        MessageDigest digest = Digests.sha256();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long at = 0; blob.read(piece, at) >= 0; at += piece.limit(), piece.clear()) {
            heartbeat.run();
            digest.update(piece.flip());
        }
        return Digests.hexadecimal(digest);
    }
}
