package io.cellport.exports.writer;

import io.cellport.cell.Cell;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.StoredFile;
import io.cellport.error.ApiException;
import io.cellport.snapshot.zip.SnapshotLayout;
import io.cellport.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Writes what a cell holds as a snapshot. The same content gives the same bytes, but for the time in the manifest:
 * entities stand in the order of their ids, as in the reference, and files in that of their paths. It needs the same
 * memory for any content. Blocks; for one thread.
 */
public final class SnapshotWriter {

    private static final int BUFFER_BYTES = 256 << 10;

    private final Cell cell;
    private final Optional<CellGeneration> content;
    private final Path temporaries;
    private final Executor helpers;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long doneBytes;
    private long doneEntries;

    /** Hears how far the writer is. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Called at least once for every line, and every 256 KiB of a file; it may throw, to end the writing.
         *
         * @param doneBytes bytes that were read, of {@link #totalBytes}
         * @param doneEntries lines and files that were read
         */
        void reached(long doneBytes, long doneEntries);
    }

    /**
     * A writer for one snapshot.
     *
     * @param content stays open; empty if nothing was ever imported into the cell
     * @param temporaries a directory for files: what is sorted, and some hundred bytes for each file of the cell
     * @param helpers threads that deflate, beside the one that writes; it goes on alone when they refuse to
     */
    public SnapshotWriter(Cell cell, Optional<CellGeneration> content, Path temporaries, Executor helpers) {
        this.cell = cell;
        this.content = content;
        this.temporaries = temporaries;
        this.helpers = helpers;
    }

    /** Bytes of all sources and files: what is read of the content from the beginning to the end. */
    public long totalBytes() {
        return content.map(CellGeneration::contentBytes).orElse(0L);
    }

    /**
     * Writes the whole snapshot.
     *
     * @param unitUrl the URL that the manifest names
     * @param created the time that the manifest names
     * @throws ApiException {@code PR500-MC-0003} if the content is damaged, {@code PR503-SV-0005} if the disk is full
     * @throws io.cellport.storage.StoreException if anything else cannot be read or written
     */
    public void write(OutputStream target, String unitUrl, Instant created, Listener listener) {
        try (SpoolFile directory = new SpoolFile(temporaries);
                ZipWriter zip = new ZipWriter(target, directory, helpers)) {
            new Pass(zip, listener).write(unitUrl, created);
            zip.finish();
        } catch (IOException e) {
            throw failure(e);
        } catch (UncheckedIOException e) {
            throw failure(Objects.requireNonNull(e.getCause()));
        }
    }

    private RuntimeException failure(IOException e) {
        return e.getCause() instanceof ApiException damaged
                ? damaged
                : StorageFailure.of("write snapshot", e, temporaries);
    }

    /** Passes over the content once. */
    private final class Pass {

        private final ZipWriter zip;
        private final Listener listener;
        private final CellDocuments documents = new CellDocuments(cell);
        private String directory = "";

        Pass(ZipWriter zip, Listener listener) {
            this.zip = zip;
            this.listener = listener;
        }

        void write(String unitUrl, Instant created) throws IOException {
            zip.directory("10_odata/");
            zip.directory(SnapshotLayout.WEBDAV);
            document(SnapshotLayout.MANIFEST, CellDocuments.manifest(unitUrl, created));
            try (OutputStream entry = zip.file(SnapshotLayout.CELL)) {
                documents.write(source(), entry);
            }
            entities();
            if (content.isPresent()) {
                content.get().files(this::file);
            } else {
                document(SnapshotLayout.CELL_PROPERTIES, documents.properties());
                zip.directory(SnapshotLayout.WEBDAV + "__/");
                document(SnapshotLayout.WEBDAV + "__/" + SnapshotLayout.PROPERTIES, documents.mainBox());
            }
        }

        private byte[] source() {
            return content.flatMap(generation -> generation.entity(cell.id()))
                    .map(stored -> {
                        advance(stored.source().length, 1);
                        return stored.source();
                    })
                    .orElseGet(documents::source);
        }

        private void document(String name, byte[] bytes) throws IOException {
            try (OutputStream entry = zip.file(name)) {
                entry.write(bytes);
            }
        }

        /** The files for all types are there, also if they are empty. */
        private void entities() throws IOException {
            try (PjsonEntries entries = new PjsonEntries(zip)) {
                content.ifPresent(generation ->
                        generation.entitiesById(PjsonEntries.TYPES, temporaries, this::stillThere, entity -> {
                            try {
                                entries.write(entity);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                            advance(entity.source().length, 1);
                        }));
                entries.finish();
            }
        }

        private void stillThere() {
            listener.reached(doneBytes, doneEntries);
        }

        private void file(StoredFile stored) {
            try {
                directories(stored.path());
                try (InputStream in = content.orElseThrow().file(stored.path()).orElseThrow();
                        OutputStream entry = zip.file(SnapshotLayout.WEBDAV + stored.path())) {
                    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                        entry.write(buffer, 0, count);
                        advance(count, 0);
                    }
                }
                advance(0, 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** In the order of paths, what is in a directory stands together. */
        private void directories(String path) throws IOException {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                String parent = path.substring(0, slash + 1);
                if (!directory.startsWith(parent)) {
                    zip.directory(SnapshotLayout.WEBDAV + parent);
                }
            }
            directory = path.substring(0, path.lastIndexOf('/') + 1);
        }

        private void advance(long bytes, long entries) {
            doneBytes += bytes;
            doneEntries += entries;
            listener.reached(doneBytes, doneEntries);
        }
    }
}
