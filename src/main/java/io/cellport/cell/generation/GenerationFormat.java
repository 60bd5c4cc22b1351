package io.cellport.cell.generation;

import io.cellport.storage.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The header of a generation file, read without SQLite (see "The Database Header" of SQLite's file format). Blocks;
 * immutable.
 *
 * @param bytes length of the file according to its header
 * @param version {@code user_version}: 0 before there were versions, or while the file is being built
 * @param isLogged whether changes go to a write-ahead log, as in files that older programs were building
 */
public record GenerationFormat(long bytes, int version, boolean isLogged) {

    /** The version that this program writes; it also reads older ones. */
    public static final int VERSION = 1;

    /** Marks the file as a generation: "CelG" in ASCII. */
    public static final int APPLICATION_ID = 0x43656c47;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 100;
    private static final int LARGEST_PAGE = 65_536;

    /** The format of a file; empty if it is no generation. Throws if the file cannot be read. */
    public static Optional<GenerationFormat> of(Path file) throws IOException {
        byte[] header;
        try (InputStream in = Files.newInputStream(file)) {
            header = in.readNBytes(HEADER_BYTES);
        } catch (EOFException e) {
            return Optional.empty();
        }
        if (header.length < HEADER_BYTES || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        int pageSize = fields.getShort(16) & 0xffff;
        long pages = fields.getInt(28) & 0xffff_ffffL;
        int version = fields.getInt(60);
        int application = fields.getInt(68);
        boolean isGeneration = application == APPLICATION_ID || (application == 0 && version == 0);
        return isGeneration
                ? Optional.of(new GenerationFormat(
                        pages * (pageSize == 1 ? LARGEST_PAGE : pageSize), version, header[18] > 1))
                : Optional.empty();
    }

    /** Refuses a file that a newer program has written. */
    public void requireKnown() {
        if (version > VERSION) {
            throw new StoreException("the content of a cell has version %d, but this Cellport knows versions up to %d"
                    .formatted(version, VERSION));
        }
    }
}
