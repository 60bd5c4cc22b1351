package io.cellport.imports.importer;

import io.cellport.blob.BlobDigest;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.loader.StopSignal;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.snapshot.zip.SnapshotArchive;
import io.cellport.worker.MemoryShare;
import java.io.IOException;

/** The blob that a run imports, even if the snapshot's name refers to another one by now. Blocks; immutable. */
final class RunSnapshot {

    private final ImporterContext context;
    private final ImportRun run;
    private final StopSignal stop;

    RunSnapshot(ImporterContext context, ImportRun run, StopSignal stop) {
        this.context = context;
        this.run = run;
        this.stop = stop;
    }

    /**
     * Opens and checks the blob.
     *
     * @throws io.cellport.error.ApiException {@code PR500-CM-0002} if it cannot be read, and as
     *     {@link SnapshotArchive#open}
     */
    SnapshotArchive open() {
        return archive(bytes());
    }

    /**
     * The same, after comparing the blob's digest with the accepted one: it may have changed while no server was
     * running.
     *
     * @param heartbeat called again and again while the digest is computed
     * @throws io.cellport.error.ApiException {@code PR500-MC-0005} if the digest differs
     */
    SnapshotArchive openCompared(Runnable heartbeat) {
        BlobReader bytes = bytes();
        boolean same = false;
        try {
            same = BlobDigest.sha256(bytes, heartbeat).equals(run.snapshotSha256());
            if (!same) {
                throw ApiException.of(ErrorCode.PR500_MC_0005);
            }
        } catch (IOException e) {
            throw unreadable();
        } finally {
            if (!same) {
                close(bytes);
            }
        }
        return archive(bytes);
    }

    private SnapshotArchive archive(BlobReader bytes) {
        try (MemoryShare memory = context.memory(stop)) {
            return SnapshotArchive.open(bytes, context.limits(), memory);
        }
    }

    private BlobReader bytes() {
        BlobId blob = run.snapshotBlob() == null ? named() : new BlobId(run.cellId(), run.snapshotBlob());
        return context.snapshots().open(blob).orElseThrow(RunSnapshot::unreadable);
    }

    /** Finds the blob by the snapshot's name and digest, for a run of a version that did not record blobs. */
    private BlobId named() {
        StoredSnapshot stored = context.snapshot(run.cellId(), run.snapshot());
        if (!stored.sha256().equals(run.snapshotSha256())) {
            throw ApiException.of(ErrorCode.PR500_MC_0005);
        }
        return stored.blob().id();
    }

    private static RuntimeException unreadable() {
        return ApiException.of(ErrorCode.PR500_CM_0002, "read snapshot file");
    }

    private static void close(BlobReader bytes) {
        try {
            bytes.close();
        } catch (IOException e) {
            throw unreadable();
        }
    }
}
