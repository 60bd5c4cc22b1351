package io.cellport.blob.ledger;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobWriter;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.RefusedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the blob of a snapshot and gives signs of life in its row. If the writer is closed before the blob is
 * complete, the blob is given up. Blocks; for one thread.
 */
public final class StagedWriter implements BlobWriter {

    /** How often a writer gives a sign of life at most. */
    static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(StagedWriter.class);

    private final BlobLedger ledger;
    private final BlobWriter writer;
    private final LongSupplier nanoTime;
    private long touched;
    private boolean complete;

    private StagedWriter(BlobLedger ledger, BlobWriter writer, LongSupplier nanoTime) {
        this.ledger = ledger;
        this.writer = writer;
        this.nanoTime = nanoTime;
        this.touched = nanoTime.getAsLong();
    }

    /** Enters a new snapshot of a cell and begins its blob. */
    public static StagedWriter begin(BlobLedger ledger, BlobStore blobs, String cellId) {
        return begin(ledger, blobs, cellId, System::nanoTime);
    }

    static StagedWriter begin(BlobLedger ledger, BlobStore blobs, String cellId, LongSupplier nanoTime) {
        BlobWriter writer = blobs.create(cellId);
        try {
            ledger.stageSnapshot(writer.id());
            return new StagedWriter(ledger, writer, nanoTime);
        } catch (RuntimeException | Error e) {
            try (writer) {
                throw e;
            }
        }
    }

    @Override
    public BlobId id() {
        return writer.id();
    }

    /** @throws ApiException {@code PR404-DV-0003} if the blob's cell was deleted meanwhile */
    @Override
    public void write(ByteBuffer bytes) {
        writer.write(bytes);
        long now = nanoTime.getAsLong();
        if (now - touched >= TOUCH_EVERY.toNanos()) {
            touched = now;
            touch();
        }
    }

    private void touch() {
        try {
            ledger.touch(id());
        } catch (RefusedException e) {
            // Only the deletion of its cell takes the blob away from a writer that gives signs of life.
            throw ApiException.of(ErrorCode.PR404_DV_0003, e);
        } catch (ApiException | StoreException e) {
            LOG.warn("an upload cannot give a sign of life now", e);
        }
    }

    @Override
    public String sha256() {
        return writer.sha256();
    }

    @Override
    public Blob commit() {
        Blob blob = writer.commit();
        complete = true;
        return blob;
    }

    @Override
    public void close() {
        try (writer) {
            if (!complete) {
                ledger.tryToGiveUp(id());
            }
        }
    }
}
