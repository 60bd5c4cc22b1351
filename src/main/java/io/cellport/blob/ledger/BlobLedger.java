package io.cellport.blob.ledger;

import static io.cellport.storage.Statements.first;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.storage.postgres.PostgresDatabase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of blobs while they are written. A row is there before the first byte of its blob, so no bytes are without
 * one. Fails as {@link PostgresDatabase#change} does. Blocks; safe for several threads.
 */
public final class BlobLedger {

    private static final Logger LOG = LoggerFactory.getLogger(BlobLedger.class);

    private final PostgresDatabase database;

    public BlobLedger(PostgresDatabase database) {
        this.database = database;
    }

    /** Enters a snapshot that is going to be uploaded. */
    public void stageSnapshot(BlobId blob) {
        call("stage snapshot", "SELECT stage_blob(?, ?, 'SNAPSHOT', NULL, NULL)", blob.name(), blob.cellId());
    }

    /**
     * Enters the generation that a run has built in its present attempt; false if it is a dry run, whose generation is
     * not uploaded.
     *
     * @param boot names this process
     * @throws io.cellport.storage.postgres.RefusedException {@code RUN_LOST} if the run is not this process's any more
     */
    public boolean stageGeneration(BlobId blob, long run, String boot) {
        return ask("stage generation", "SELECT stage_generation(?, ?, ?)", blob.name(), run, boot);
    }

    /**
     * Tells that a blob is complete.
     *
     * @throws io.cellport.storage.postgres.RefusedException {@code BLOB_GONE} if it was given up meanwhile
     */
    public void complete(Blob blob) {
        call("complete blob", "SELECT touch_blob(?, ?, ?)", blob.id().name(), blob.size(), blob.sha256());
    }

    /**
     * Tells that a blob is still being written.
     *
     * @throws io.cellport.storage.postgres.RefusedException {@code BLOB_GONE} if it was given up meanwhile
     */
    public void touch(BlobId blob) {
        call("touch blob", "SELECT touch_blob(?, NULL, NULL)", blob.name());
    }

    private void call(String what, String sql, @Nullable Object... parameters) {
        database.change(what, connection -> first(connection, sql, row -> true, parameters));
    }

    private boolean ask(String what, String sql, Object... parameters) {
        return database.change(what, connection -> first(connection, sql, row -> row.getBoolean(1), parameters))
                .orElseThrow();
    }

    /** Gives up a blob, so that nothing can refer to it any more; false if something refers to it already. */
    public boolean giveUp(BlobId blob) {
        return ask("give blob up", "SELECT give_up_blob(?)", blob.name());
    }

    /** Gives up a blob if the database can be reached; otherwise the collector does it later. Never fails. */
    public void tryToGiveUp(BlobId blob) {
        try {
            giveUp(blob);
        } catch (RuntimeException e) {
            LOG.warn("blob {} of cell {} cannot be given up now; it is collected later", blob.name(), blob.cellId(), e);
        }
    }
}
