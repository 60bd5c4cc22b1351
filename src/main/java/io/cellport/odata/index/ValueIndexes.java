package io.cellport.odata.index;

import io.cellport.error.FailureReason;
import io.cellport.metric.Metrics;
import io.cellport.storage.DurableFiles;
import io.cellport.storage.Sqlite;
import io.cellport.worker.StopBudgets;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes of a unit, in a directory that only it uses. What was there before counts for nothing, because nobody
 * knows whether it is whole. They take at most so many bytes together; those that were not used for the longest time go
 * first. Whatever goes wrong, there is just no index. Blocks; safe for several threads.
 */
public final class ValueIndexes {

    private static final Logger LOG = LoggerFactory.getLogger(ValueIndexes.class);

    /** The name of the directory within the data directory. */
    public static final String DIRECTORY = "index";

    /** One index may take this part of all bytes, so that it cannot drive out all others. */
    private static final int SHARE = 4;

    private static final Duration MOST_TIME = Duration.ofMinutes(5);

    /** No index is made when less is free: importing needs the disk more. */
    private static final long LEAST_FREE_BYTES = 256 << 20;

    private final Path directory;
    private final long mostBytes;
    private final Sqlite sqlite;
    private final WorkerPool pool;
    private final IndexCatalog catalog;
    private final AtomicLong lastName = new AtomicLong();
    private volatile Consumer<Path> removalListener = content -> {};

    /**
     * Indexes of a unit that has not begun.
     *
     * @param mostBytes of all indexes together; what is being made comes on top
     */
    public ValueIndexes(Path data, long mostBytes, Sqlite sqlite, Metrics metrics) {
        this(data, mostBytes, sqlite, metrics, System::nanoTime);
    }

    ValueIndexes(Path data, long mostBytes, Sqlite sqlite, Metrics metrics, LongSupplier nanoTime) {
        this.directory = data.resolve(DIRECTORY);
        this.mostBytes = mostBytes;
        this.sqlite = sqlite;
        this.pool = new WorkerPool("cellport-index", 1, 32).measuredBy(metrics);
        this.catalog = new IndexCatalog(mostBytes, nanoTime);
    }

    /**
     * The listener is called when an index over a content was deleted: until nobody has it open, it takes room. It may
     * block.
     */
    public void onRemoval(Consumer<Path> listener) {
        removalListener = listener;
    }

    /** Takes over the directory, and deletes what is in it. Does not block. */
    Future<Void> open() {
        return pool.run(() -> {
            empty();
            return null;
        });
    }

    private void empty() {
        try {
            DurableFiles.createDirectories(directory);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                files.forEach(ValueIndexes::delete);
            }
        } catch (IOException e) {
            LOG.warn("the directory of indexes cannot be used: {}", FailureReason.words(e));
        }
    }

    /** The file of the index, if there is one. It may be deleted at any time; whoever has opened it can go on. */
    public Optional<Path> find(Selection selection) {
        return catalog.find(selection);
    }

    /** Begins to make the index, unless it exists, is being made, or could not be made lately. */
    public void want(Selection selection) {
        if (catalog.begin(selection)) {
            try {
                pool.execute(() -> make(selection));
            } catch (RejectedExecutionException busy) {
                drop(selection);
            }
        }
    }

    private void make(Selection selection) {
        Path file = directory.resolve(lastName.incrementAndGet() + ".db");
        List<RemovedIndex> doomed = List.of();
        try {
            long begin = System.nanoTime();
            long length = new IndexFile(sqlite, file).write(selection, mostBytes / SHARE, () -> requireRoom(begin));
            doomed = catalog.made(selection, file, length);
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.info("there is no index for now: {}", FailureReason.words(e));
        } finally {
            doomed.forEach(this::delete);
            catalog.failed(selection).forEach(this::delete);
        }
    }

    private void requireRoom(long begin) {
        if (catalog.isClosed()
                || System.nanoTime() - begin > MOST_TIME.toNanos()
                || directory.toFile().getUsableSpace() < LEAST_FREE_BYTES) {
            throw new IllegalStateException("an index takes too much time or room");
        }
    }

    /** Forgets an index, which may be damaged; the next one who wants it makes another. */
    public void drop(Selection selection) {
        catalog.takeOut(selection::equals).forEach(this::delete);
    }

    /** Deletes the indexes of contents that do not exist any more. Does not block. */
    Future<Void> sweep() {
        return pool.run(() -> {
            sweepNow();
            return null;
        });
    }

    private void sweepNow() {
        Set<Path> gone = catalog.contents().stream().filter(Files::notExists).collect(Collectors.toSet());
        if (!gone.isEmpty()) {
            catalog.takeOut(selection -> gone.contains(selection.content())).forEach(this::delete);
        }
    }

    /** Bytes of all indexes. */
    public long bytes() {
        return catalog.bytes();
    }

    /**
     * Ends what is being made, and deletes all indexes. Does not block. What is not deleted in time, as an index is
     * still being made, the next start deletes.
     */
    public Future<Void> close() {
        List<RemovedIndex> removed = catalog.close();
        pool.run(() -> {
            removed.forEach(this::delete);
            return null;
        });
        return pool.shutDown(StopBudgets.POOL);
    }

    private void delete(RemovedIndex removed) {
        delete(removed.file());
        removalListener.accept(removed.content());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("an index cannot be deleted and stays until the next start: {}", FailureReason.words(e));
        }
    }
}
