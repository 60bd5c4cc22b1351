package io.cellport.cell;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.ledger.BlobLedger;
import io.cellport.cell.construction.SealRecorder;
import io.cellport.cell.extract.AccessExtract;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.GenerationSeal;
import io.cellport.cell.generation.OpenGenerations;
import io.cellport.cell.generation.SqliteGeneration;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.RefusedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes a generation that this process has built and sealed known to all nodes, so that its run can activate it: its
 * file becomes a blob, and what access control needs of it becomes rows. The generation of a dry run stays here. One
 * for each writer. Blocks; for one thread.
 */
final class GenerationUpload implements SealRecorder {

    /** The longest pause before an upload is repeated. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** For an hour or more, by the pauses. */
    static final int MOST_UPLOADS = 120;

    private static final Duration BEAT = Duration.ofMillis(250);

    private final NodeStorage node;
    private final BlobLedger ledger;
    private final AccessRowTable accessRows;
    private final OpenGenerations open;
    private final GenerationId id;
    private final Path file;
    private Duration pause = Duration.ZERO;
    private int uploads;

    GenerationUpload(NodeStorage node, OpenGenerations open, GenerationId id, Path file) {
        this.node = node;
        this.ledger = new BlobLedger(node.database());
        this.accessRows = new AccessRowTable(node.database());
        this.open = open;
        this.id = id;
        this.file = file;
    }

    /**
     * Uploads the file. The more often that fails, the longer it waits until it tries again.
     *
     * @throws io.cellport.storage.postgres.RefusedException if the run is not this process's any more
     * @throws IllegalStateException if it has failed too often
     */
    @Override
    public void record(GenerationSeal seal, Runnable heartbeat) {
        boolean isDone = false;
        while (!isDone) {
            await(pause, heartbeat);
            pause = longer(pause);
            if (++uploads > MOST_UPLOADS) {
                throw new IllegalStateException("a generation could not be uploaded in " + MOST_UPLOADS + " times");
            }
            isDone = upload(seal, heartbeat);
        }
    }

    /** False if the blob was given up meanwhile; if the run is another process's by now, the next upload is refused. */
    private boolean upload(GenerationSeal seal, Runnable heartbeat) {
        BlobWriter writer = node.blobs().create(id.cellId());
        if (!isWanted(writer)) {
            writer.close();
            return true;
        }
        Blob blob = written(seal, writer, heartbeat);
        try {
            ledger.complete(blob);
            return true;
        } catch (RefusedException gone) {
            return false;
        } catch (RuntimeException | Error e) {
            ledger.tryToGiveUp(writer.id());
            throw e;
        }
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.multipliedBy(2).plus(BEAT);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private static void await(Duration pause, Runnable heartbeat) {
        for (Duration left = pause; !left.isNegative() && !left.isZero(); left = left.minus(BEAT)) {
            heartbeat.run();
            LockSupport.parkNanos(BEAT.toNanos());
        }
    }

    private boolean isWanted(BlobWriter writer) {
        try {
            return ledger.stageGeneration(writer.id(), id.number(), node.boot());
        } catch (RuntimeException | Error e) {
            try (writer) {
                throw e;
            }
        }
    }

    private Blob written(GenerationSeal seal, BlobWriter writer, Runnable heartbeat) {
        try {
            Blob blob = node.transfers().upload(file, writer, seal.sum(), heartbeat);
            requireLength(blob, seal.bytes());
            extract(blob, heartbeat);
            return blob;
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

    private void extract(Blob blob, Runnable heartbeat) {
        try (CellGeneration generation =
                new SqliteGeneration(id, open.open(file), () -> open.close(file), failure -> failure)) {
            accessRows.write(blob.id().name(), new AccessExtract(generation), heartbeat);
        } catch (SQLException e) {
            throw new StoreException("open sealed generation", e);
        }
    }
}
