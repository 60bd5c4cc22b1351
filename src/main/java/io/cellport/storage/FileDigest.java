package io.cellport.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
        MessageDigest digest = newDigest();
        byte[] piece = new byte[PIECE];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                heartbeat.run();
                digest.update(piece, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
