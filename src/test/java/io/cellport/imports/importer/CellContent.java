package io.cellport.imports.importer;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.generation.CellGeneration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * All that a cell holds, as one value to compare: every entity with its type, id, key and source, every file with its
 * bytes, in the order of import. So nothing can be missing, twice or mixed without being another value.
 */
public record CellContent(long entities, long files, String sha256) {

    /** The content of a cell that nothing was ever imported into. */
    static final CellContent NONE = new CellContent(0, 0, "");

    public static CellContent of(CellStore store, Cell cell) {
        return store.current(cell.id())
                .map(generation -> {
                    try (generation) {
                        return of(generation);
                    }
                })
                .orElse(NONE);
    }

    public static CellContent of(CellGeneration generation) {
        MessageDigest digest = newDigest();
        long[] counts = new long[2];
        for (String type : generation.summary().entities().keySet()) {
            generation.entities(type, entity -> {
                counts[0]++;
                add(digest, entity.type());
                add(digest, entity.id());
                add(digest, entity.key());
                add(digest, entity.source());
            });
        }
        generation.paths(path -> {
            counts[1]++;
            add(digest, path);
            add(digest, bytes(generation, path));
        });
        return new CellContent(counts[0], counts[1], HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] bytes(CellGeneration generation, String path) {
        try (InputStream content = generation.file(path).orElseThrow()) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        add(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
