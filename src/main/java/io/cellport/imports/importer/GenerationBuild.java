package io.cellport.imports.importer;

import io.cellport.cell.construction.DuplicateException;
import io.cellport.cell.construction.DuplicateException.Second;
import io.cellport.cell.construction.DuplicateException.Second.OfEntity;
import io.cellport.cell.construction.DuplicateException.Second.OfFile;
import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.construction.MissingFileException;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.loader.BatchWriter;
import io.cellport.imports.loader.BatchingSink;
import io.cellport.imports.loader.EntryFailedException;
import io.cellport.imports.loader.LineReader;
import io.cellport.imports.loader.PjsonReader;
import io.cellport.imports.loader.SnapshotLoader;
import io.cellport.imports.loader.StopSignal;
import io.cellport.snapshot.zip.SnapshotArchive;
import io.cellport.snapshot.zip.SnapshotLayout;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import io.cellport.storage.StoreException;
import io.cellport.worker.MemoryShare;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Builds and seals the generation of a run, from where an earlier attempt stopped. The calling thread reads; a thread
 * of the pool writes. Blocks; for one thread.
 */
final class GenerationBuild {

    private final ImporterContext context;
    private final ImportRun run;
    private final StopSignal stop;
    private final Consumer<Checkpoint> onStored;
    private final Runnable onAlive;

    /**
     * @param onStored called with each checkpoint that is stored, on the writing thread; and while the generation is
     *     sealed, with the last one about once a second, on the calling thread
     * @param onAlive called about once a second while what an earlier attempt has stored is read
     */
    GenerationBuild(
            ImporterContext context, ImportRun run, StopSignal stop, Consumer<Checkpoint> onStored, Runnable onAlive) {
        this.context = context;
        this.run = run;
        this.stop = stop;
        this.onStored = onStored;
        this.onAlive = onAlive;
    }

    /**
     * What was built.
     *
     * @param reached the checkpoint after the last entry
     * @param summary what the sealed generation holds
     */
    record Result(Checkpoint reached, GenerationSummary summary) {}

    Result from(SnapshotArchive archive) {
        Heartbeat opening = new Heartbeat(stop, onAlive);
        try (GenerationWriter generation =
                context.store().build(run.cellId(), run.number(), context.helpers(), opening)) {
            Checkpoint reached = load(archive, generation);
            Heartbeat heartbeat = new Heartbeat(stop, () -> onStored.accept(reached));
            GenerationSummary summary = seal(archive, generation, heartbeat, reached);
            requireNothingLost(reached, summary);
            return new Result(reached, summary);
        }
    }

    private Checkpoint load(SnapshotArchive archive, GenerationWriter generation) {
        BatchingSink sink;
        Consumer<Checkpoint> stored =
                context.counts().storedAfter(generation.checkpoint()).andThen(onStored);
        try (MemoryShare memory = context.memory(stop);
                BatchWriter writer = new BatchWriter(generation, context.writers(), stop, stored)) {
            sink = new BatchingSink(writer, stop, generation.checkpoint(), archive.totalBytes());
            new SnapshotLoader(archive, run.cellId(), run.cellName(), context.limits(), memory).load(sink);
            writer.finish();
        }
        return sink.checkpoint();
    }

    private GenerationSummary seal(
            SnapshotArchive archive, GenerationWriter generation, Heartbeat heartbeat, Checkpoint reached) {
        try (MemoryShare memory = context.memory(stop)) {
            // Never more than there is: what an attempt with a larger heap has stored is sealed, too.
            return generation.seal(heartbeat, bytes -> memory.take(Math.min(bytes, memory.most())));
        } catch (DuplicateException e) {
            throw new EntryFailedException(duplicate(archive, e.second()), reached);
        } catch (MissingFileException e) {
            throw new EntryFailedException(SnapshotLoader.boxWithoutDirectory(e.path()), reached);
        }
    }

    private ImportFailure duplicate(SnapshotArchive archive, Second duplicate) {
        ApiError error = ApiError.of(ErrorCode.PR409_OD_0003);
        return duplicate instanceof OfEntity entity
                ? new ImportFailure(error, SnapshotLayout.fileOf(entity.type()), line(archive, entity))
                : new ImportFailure(error, SnapshotLayout.WEBDAV + ((OfFile) duplicate).path(), 0);
    }

    private long line(SnapshotArchive archive, OfEntity entity) {
        return Arrays.stream(PjsonFile.values())
                .filter(pjson -> pjson.type().equals(entity.type()))
                .findFirst()
                .map(pjson -> line(archive, pjson, entity.ordinal()))
                .orElse(entity.ordinal());
    }

    private long line(SnapshotArchive archive, PjsonFile pjson, long entity) {
        try (MemoryShare memory = context.memory(stop);
                InputStream content = archive.open(archive.required(pjson))) {
            return PjsonReader.lineOf(
                    entity, new LineReader(content, context.limits().lineBytes(), memory));
        } catch (IOException e) {
            throw new StoreException("read snapshot file", e);
        }
    }

    private static void requireNothingLost(Checkpoint reached, GenerationSummary summary) {
        if (!reached.counts().equals(summary.counts())) {
            throw new StoreException("rows read " + reached.counts() + " but stored " + summary.counts());
        }
    }
}
