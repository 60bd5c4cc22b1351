package io.cellport.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The SHA-256 of a file; computing it takes as long as reading the file. Blocks; stateless. */
public final class FileDigest {

    private static final int PIECE = 1 << 20;

    private FileDigest() {}

    /**
     * The digest in lower-case hexadecimal.
     *
     * @param heartbeat called for each MiB; what it throws is passed on
     */
    public static String sha256(Path file, Runnable heartbeat) throws IOException {
        return sha256(file, 0, heartbeat);
    }

    /** The same if so many bytes at the beginning are taken for the last ones. */
    static String sha256(Path file, int headBytes, Runnable heartbeat) throws IOException {
        HeadLastDigest digest = new HeadLastDigest(headBytes);
        byte[] piece = new byte[PIECE];
        try (InputStream in = Files.newInputStream(file)) {
            long position = 0;
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                heartbeat.run();
                digest.update(position, piece, 0, read);
                position += read;
            }
        }
        return digest.end();
    }
}
