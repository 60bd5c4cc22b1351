package io.cellport.blob.ledger;

import static io.cellport.storage.Statements.query;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobDigest;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobStore;
import io.cellport.storage.Finding;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.PostgresDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares the bytes of all blobs that something refers to with their rows. It changes nothing, and nodes may work
 * meanwhile. Blocks; for one thread.
 */
public final class BlobAudit {

    private static final int ROWS = 100;

    private final PostgresDatabase database;
    private final BlobStore blobs;

    public BlobAudit(PostgresDatabase database, BlobStore blobs) {
        this.database = database;
        this.blobs = blobs;
    }

    private record Live(Blob blob, String kind) {}

    /** Reports a finding for each blob. It reads every byte of the store. */
    public void run(Consumer<Finding> findings) {
        String last = "";
        for (List<Live> page = page(last); !page.isEmpty(); page = page(last)) {
            for (Live live : page) {
                check(live).ifPresent(findings);
            }
            last = page.get(page.size() - 1).blob().id().name();
        }
    }

    private List<Live> page(String after) {
        return database.read(
                "list blobs",
                connection -> query(
                        connection,
                        "SELECT cell_id, name, bytes, sha256, kind FROM blob WHERE state = 'LIVE' AND name > ?"
                                + " ORDER BY name LIMIT ?",
                        row -> new Live(
                                new Blob(
                                        new BlobId(row.getString(1), row.getString(2)),
                                        row.getLong(3),
                                        row.getString(4)),
                                row.getString(5)),
                        after,
                        ROWS));
    }

    /** Empty if the blob was given up while it was read. */
    private Optional<Finding> check(Live live) {
        Optional<String> problem = problem(live.blob());
        String what = "%s %s of cell %s"
                .formatted(
                        "SNAPSHOT".equals(live.kind()) ? "snapshot" : "content",
                        live.blob().id().name(),
                        live.blob().id().cellId());
        return problem.isPresent() && !isLive(live.blob()) ? Optional.empty() : Optional.of(new Finding(what, problem));
    }

    private Optional<String> problem(Blob blob) {
        Optional<BlobReader> opened = blobs.open(blob.id());
        if (opened.isEmpty()) {
            return Optional.of("is missing");
        }
        try (BlobReader reader = opened.get()) {
            boolean isSound = reader.size() == blob.size()
                    && BlobDigest.sha256(reader, () -> {}).equals(blob.sha256());
            return isSound ? Optional.empty() : Optional.of("is not what was stored");
        } catch (IOException e) {
            throw new StoreException("read blob", e);
        }
    }

    private boolean isLive(Blob blob) {
        return !database.read(
                        "look for blob",
                        connection -> query(
                                connection,
                                "SELECT 1 FROM blob WHERE name = ? AND state = 'LIVE'",
                                row -> true,
                                blob.id().name()))
                .isEmpty();
    }
}
