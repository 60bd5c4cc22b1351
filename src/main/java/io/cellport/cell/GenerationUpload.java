package io.cellport.cell;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.ledger.BlobLedger;
import io.cellport.cell.generation.AccessExtract;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.GenerationSeal;
import io.cellport.cell.generation.OpenGenerations;
import io.cellport.cell.generation.SqliteGeneration;
import io.cellport.error.ApiException;
import io.cellport.storage.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes a generation that this process has built and sealed known to all nodes, so that its run can activate it: its
 * file becomes a blob, and what access control needs of it becomes rows. The generation of a dry run stays here. Blocks;
 * safe for several threads.
 */
final class GenerationUpload {

    private static final int BEATS = 10;

    private static final long BEAT_NANOS = 500_000_000L;

    private final NodeStorage node;
    private final BlobLedger ledger;
    private final AccessRowTable accessRows;
    private final OpenGenerations open;

    GenerationUpload(NodeStorage node, OpenGenerations open) {
        this.node = node;
        this.ledger = new BlobLedger(node.database());
        this.accessRows = new AccessRowTable(node.database());
        this.open = open;
    }

    /**
     * Uploads a sealed file. If that fails, it waits a while, so that a store which does not answer is not asked all the
     * time.
     *
     * @throws io.cellport.storage.postgres.RefusedException if the run is not this process's any more
     */
    void upload(GenerationId id, Path file, GenerationSeal seal, Runnable heartbeat) {
        try {
            BlobWriter writer = node.blobs().create(id.cellId());
            if (isWanted(id, writer)) {
                publish(id, file, seal, writer, heartbeat);
            } else {
                writer.close();
            }
        } catch (StoreException | ApiException e) {
            pause(heartbeat);
            throw e;
        }
    }

    private boolean isWanted(GenerationId id, BlobWriter writer) {
        try {
            return ledger.stageGeneration(writer.id(), id.number(), node.boot());
        } catch (RuntimeException | Error e) {
            try (writer) {
                throw e;
            }
        }
    }

    private void publish(GenerationId id, Path file, GenerationSeal seal, BlobWriter writer, Runnable heartbeat) {
        try {
            Blob blob = node.transfers().upload(file, writer, seal.sha256(), heartbeat);
            requireLength(blob, seal.bytes());
            extract(id, file, blob, heartbeat);
            ledger.complete(blob);
        } catch (RuntimeException | Error e) {
            ledger.tryToGiveUp(writer.id());
            throw e;
        }
    }

    private void requireLength(Blob blob, long bytes) {
        if (!node.blobs().size(blob.id()).equals(OptionalLong.of(bytes))) {
            throw new StoreException("the uploaded generation has another length than the sealed one");
        }
    }

    private void extract(GenerationId id, Path file, Blob blob, Runnable heartbeat) {
        try (CellGeneration generation =
                new SqliteGeneration(id, open.open(file), () -> open.close(file), failure -> failure)) {
            accessRows.write(blob.id().name(), new AccessExtract(generation), heartbeat);
        } catch (SQLException e) {
            throw new StoreException("open sealed generation", e);
        }
    }

    private static void pause(Runnable heartbeat) {
        for (int beat = 0; beat < BEATS; beat++) {
            heartbeat.run();
            LockSupport.parkNanos(BEAT_NANOS);
        }
    }
}
