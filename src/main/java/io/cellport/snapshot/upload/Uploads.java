package io.cellport.snapshot.upload;

import io.cellport.blob.BlobId;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.area.SnapshotTable;
import io.cellport.snapshot.area.SqliteSnapshotArea;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.storage.UnitDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resumable uploads of an embedded unit: {@code unit.db} says how far each has come, their bytes are in files. An
 * upload becomes a blob of the same id, so the index of snapshots is what says that it is complete. Blocks; safe for
 * several threads.
 */
public final class Uploads {

    /** An upload of which nothing has come for so long is given up. */
    public static final Duration LIFETIME = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final UnitDatabase unit;
    private final DirectoryBlobStore blobs;
    private final SqliteSnapshotArea area;
    private final UploadFiles files;
    private final int maxPerCell;
    private final Clock clock;

    /** Uploads that somebody writes or deletes now, and how to ask for them. */
    private final ConcurrentMap<String, Runnable> held = new ConcurrentHashMap<>();

    /** @param maxPerCell most unfinished uploads of a cell */
    public Uploads(
            UnitDatabase unit,
            DirectoryBlobStore blobs,
            SqliteSnapshotArea area,
            Path data,
            int maxPerCell,
            Clock clock) {
        this.unit = unit;
        this.blobs = blobs;
        this.area = area;
        this.files = new UploadFiles(data.resolve("uploads"));
        this.maxPerCell = maxPerCell;
        this.clock = clock;
    }

    /**
     * Begins an upload, of which nothing has come yet.
     *
     * @param length bytes of the file, at least 1
     * @throws ApiException {@code PR404-DV-0003} if the cell was deleted, {@code PR400-DV-0007} if it has too many
     *     unfinished uploads, {@code PR503-SV-0005} if the disk is almost full
     */
    public Upload create(String cellId, String fileName, String contentType, String metadata, long length) {
        unit.requireRoom();
        Upload upload = new Upload(
                UUID.randomUUID().toString(),
                cellId,
                fileName,
                contentType,
                metadata,
                length,
                0,
                Optional.of(expiry()));
        return unit.write("begin upload", connection -> {
            if (!SnapshotTable.hasCell(connection, cellId)) {
                throw ApiException.of(ErrorCode.PR404_DV_0003);
            }
            if (UploadTable.count(connection, cellId) >= maxPerCell) {
                throw ApiException.of(ErrorCode.PR400_DV_0007);
            }
            UploadTable.add(connection, upload);
            return upload;
        });
    }

    private Instant expiry() {
        return Instant.ofEpochMilli(clock.millis()).plus(LIFETIME);
    }

    /** An upload of a cell that is unfinished and has not expired, or that is a snapshot now. */
    public Optional<Upload> find(String cellId, String id) {
        Optional<Upload> found = unit.read("find upload", connection -> {
            Optional<Upload> complete =
                    SnapshotTable.ofBlob(connection, new BlobId(cellId, id)).map(stored -> complete(cellId, stored));
            return complete.isPresent() ? complete : UploadTable.find(connection, cellId, id);
        });
        return found.filter(
                upload -> upload.expires().map(clock.instant()::isBefore).orElse(true));
    }

    private static Upload complete(String cellId, StoredSnapshot stored) {
        String name = Base64.getEncoder().encodeToString(stored.fileName().getBytes(StandardCharsets.UTF_8));
        return new Upload(
                stored.blob().id().name(),
                cellId,
                stored.fileName(),
                stored.contentType(),
                "filename " + name,
                stored.size(),
                stored.size(),
                Optional.empty());
    }

    /**
     * Opens an unfinished upload for the one who calls this; empty if it is not there or complete. The caller closes
     * the writer.
     *
     * @param asked called, on any thread and maybe again and again, if somebody else wants the upload
     * @throws ApiException {@code PR423-CM-0001} if it is being written; its writer is asked to end
     */
    public Optional<UploadWriter> open(String cellId, String id, Runnable asked) {
        hold(id, asked);
        boolean opened = false;
        try {
            area.settle(new BlobId(cellId, id));
            Optional<UploadWriter> writer = find(cellId, id)
                    .filter(upload -> !upload.isComplete())
                    .filter(this::isWhole)
                    .map(upload -> new UploadWriter(upload, files.of(id), blobs, new Held(id)));
            opened = writer.isPresent();
            return writer;
        } finally {
            if (!opened) {
                held.remove(id);
            }
        }
    }

    private void hold(String id, Runnable asked) {
        Runnable other = held.putIfAbsent(id, asked);
        if (other != null) {
            other.run();
            throw ApiException.of(ErrorCode.PR423_CM_0001);
        }
    }

    /** A data directory that was brought back from a backup may lack bytes; then the client begins again. */
    private boolean isWhole(Upload upload) {
        if (files.size(upload.id()) >= upload.offset()) {
            return true;
        }
        drop(upload.id());
        return false;
    }

    private final class Held implements UploadWriter.Hold {

        private final String id;

        Held(String id) {
            this.id = id;
        }

        @Override
        public void reached(long offset) {
            if (!unit.write("record upload", connection -> UploadTable.reached(connection, id, offset, expiry()))) {
                throw ApiException.of(ErrorCode.PR404_DV_0003);
            }
        }

        @Override
        public void release() {
            held.remove(id);
        }
    }

    /**
     * Makes a full upload the snapshot that it is for, as {@link SqliteSnapshotArea#commit} does. If that fails, the
     * upload stays as it is. Nobody may know then whether the bytes belong to a snapshot; {@link #open} finds out
     * first.
     */
    public StoredSnapshot publish(UploadWriter full, Precondition precondition) {
        Upload upload = full.upload();
        // The commit decides, but reads the whole file before it looks.
        precondition.check(area.find(upload.cellId(), upload.fileName()));
        StoredSnapshot stored =
                area.commit(upload.cellId(), upload.fileName(), upload.contentType(), full, precondition);
        drop(upload.id());
        return stored;
    }

    /**
     * Gives an unfinished upload up; false if there is none.
     *
     * @throws ApiException {@code PR423-CM-0001} if it is being written; its writer is asked to end
     */
    public boolean delete(String cellId, String id) {
        hold(id, () -> {});
        try {
            area.settle(new BlobId(cellId, id));
            boolean there = unit.read("find upload", connection -> UploadTable.find(connection, cellId, id))
                    .isPresent();
            if (there) {
                unit.changeOnReserve("delete upload", connection -> UploadTable.delete(connection, id));
                files.delete(id);
                unit.roomWasMade();
            }
            return there;
        } finally {
            held.remove(id);
        }
    }

    private void drop(String id) {
        quietly(() -> {
            unit.changeOnReserve("forget upload", connection -> UploadTable.delete(connection, id));
            files.delete(id);
        });
    }

    /**
     * Deletes what has expired and is not being written, what has become a snapshot, and files of uploads that are
     * gone, as those of deleted cells. Never fails.
     */
    public void sweep() {
        quietly(() -> {
            unit.changeOnReserve("forget complete uploads", UploadTable::deleteComplete);
            unit.read("look for expired uploads", connection -> UploadTable.expired(connection, clock.instant()))
                    .forEach(this::deleteExpired);
            files.list().stream()
                    .filter(id -> !unit.read("look up upload", connection -> UploadTable.has(connection, id)))
                    .forEach(files::delete);
            unit.roomWasMade();
        });
    }

    private void deleteExpired(String id) {
        if (held.putIfAbsent(id, () -> {}) == null) {
            try {
                unit.changeOnReserve(
                        "delete expired upload",
                        connection -> UploadTable.deleteExpired(connection, id, clock.instant()));
            } finally {
                held.remove(id);
            }
        }
    }

    private static void quietly(Runnable cleanUp) {
        try {
            cleanUp.run();
        } catch (RuntimeException e) {
            LOG.warn("uploads that are over cannot be deleted now; the next sweep tries again", e);
        }
    }
}
