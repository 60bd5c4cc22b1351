package io.cellport.snapshot.zip;

import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** What must hold of any bytes that somebody calls a snapshot or a part of one. Stateless. */
final class AnySnapshot {

    private static final Limits LIMITS = new Limits(
            1 << 20, 64 << 10, 1_000, 1 << 20, 256 << 10, 1_000, 64, 255, 64 << 10, 64, 64 << 10, 10, 1 << 20);

    private AnySnapshot() {}

    /** An archive is refused with a code or can be read to its end, if not each of its entries. */
    static void open(byte[] bytes) {
        Path file = written(bytes);
        try (SnapshotArchive archive = SnapshotArchive.open(file, LIMITS)) {
            readUnlessRefused(archive, archive.cellJson());
            for (Iterator<ArchiveEntry> entries = archive.webdavFiles(); entries.hasNext(); ) {
                readUnlessRefused(archive, entries.next());
            }
        } catch (ApiException e) {
            requireClientError(e);
        } finally {
            delete(file);
        }
    }

    private static void readUnlessRefused(SnapshotArchive archive, ArchiveEntry entry) {
        try {
            long read = archive.readSmall(entry).length;
            if (read != entry.size()) {
                throw new AssertionError(read + " bytes of " + entry);
            }
        } catch (ApiException e) {
            requireClientError(e);
        }
    }

    /** A name is refused with a code or stays inside the directory that it is resolved against. */
    static void name(byte[] bytes) {
        try {
            EntryName name = EntryName.parse(bytes, LIMITS);
            Path root = Path.of("/root");
            Path resolved = root.resolve(name.text());
            if (!resolved.normalize().equals(resolved)
                    || !resolved.startsWith(root)
                    || (resolved.equals(root) && !name.directory())) {
                throw new AssertionError(name + " leaves its directory");
            }
        } catch (ApiException e) {
            requireClientError(e);
        }
    }

    /** A manifest is refused with a code or has the one version. */
    static void manifest(byte[] bytes) {
        try {
            Manifest.parse(bytes, LIMITS);
        } catch (ApiException e) {
            requireClientError(e);
        }
    }

    private static void requireClientError(ApiException e) {
        if (e.error().code().status() >= 500) {
            throw new AssertionError(e.error().code().code());
        }
    }

    private static Path written(byte[] bytes) {
        try {
            return Files.write(Files.createTempFile("snapshot", ".zip"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
