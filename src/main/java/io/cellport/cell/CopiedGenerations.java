package io.cellport.cell;

import io.cellport.blob.BlobCache;
import io.cellport.blob.CachedBlob;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.GenerationDamage;
import io.cellport.cell.generation.GenerationReaders;
import io.cellport.cell.generation.OpenGenerations;
import io.cellport.cell.generation.SqliteGeneration;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens generations that any node has published, from copies on this node's disk. Blocks; safe for several threads. */
final class CopiedGenerations {

    private static final Logger LOG = LoggerFactory.getLogger(CopiedGenerations.class);

    /** How long a reader waits for a copy, which is made in any case. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlobCache cache;
    private final OpenGenerations open;

    CopiedGenerations(BlobCache cache, OpenGenerations open) {
        this.cache = cache;
        this.open = open;
    }

    /**
     * Opens a generation.
     *
     * @throws io.cellport.blob.LostBlobException if its blob is lost or damaged
     * @throws ApiException {@code PR503-SV-0002} if it takes too long to copy it
     */
    CellGeneration open(PublishedGeneration generation) {
        CachedBlob copy = cache.open(generation.blob(), PATIENCE);
        try {
            Path file = copy.file();
            GenerationReaders readers = open.open(file);
            return new SqliteGeneration(
                    generation.id(), readers, () -> close(file, copy), failure -> damaged(generation, failure));
        } catch (SQLException e) {
            copy.close();
            StoreException failure = new StoreException("open generation", e);
            throw GenerationDamage.isDamage(e) ? damaged(generation, failure) : failure;
        } catch (RuntimeException | Error e) {
            copy.close();
            throw e;
        }
    }

    /** Begins to copy a generation unless it is here, see {@link BlobCache#fetch}. */
    CompletableFuture<?> bring(PublishedGeneration generation) {
        return cache.fetch(generation.blob());
    }

    /** Makes the file that a generation was built in its copy. Never fails: the copy can also be fetched. */
    void adopt(Path built, PublishedGeneration generation) {
        try {
            cache.adopt(built, generation.blob()).close();
        } catch (StoreException | ApiException e) {
            LOG.warn("generation {} has to be fetched when it is read, although it was built here", generation.id(), e);
        }
    }

    private void close(Path file, CachedBlob copy) {
        try (copy) {
            open.close(file);
        }
    }

    /** The bytes were sound when they were copied, so it is the copy that is damaged; the next reader makes another. */
    private ApiException damaged(PublishedGeneration generation, RuntimeException failure) {
        cache.distrust(generation.blob().id());
        return ApiException.of(ErrorCode.PR500_MC_0003, failure);
    }
}
