package io.cellport.imports.inspection;

import io.cellport.blob.FileBlobReader;
import io.cellport.cell.construction.DuplicateException;
import io.cellport.cell.construction.GenerationFlaws;
import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.construction.MissingFileException;
import io.cellport.cell.construction.SqliteGenerationWriter;
import io.cellport.config.Limits;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.imports.loader.SnapshotLoader;
import io.cellport.snapshot.zip.SnapshotArchive;
import io.cellport.storage.Sqlite;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.MemoryShare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a snapshot as an import does, and goes on behind each fault. Its rules are those of the import: the archive,
 * the loader and the seal of a generation find the faults. Blocks; immutable.
 *
 * @param limits the limits of the unit that shall import it
 * @param workspace a new directory for a file that grows with the number of entities and files, but not with their
 *     bytes
 */
public record SnapshotInspector(Limits limits, Path workspace) {

    private static final Sqlite SQLITE = new Sqlite();

    /** Told how much of the content has been read. For one thread. */
    @FunctionalInterface
    public interface Progress {
        /** Called often, with bytes of inflated content. */
        void at(long bytes, long ofBytes);
    }

    /**
     * Inspects a snapshot.
     *
     * @throws ApiException {@code PR500-CM-0002} if a disk fails, {@code PR503-SV-0005} if there is no space left
     * @throws io.cellport.storage.StoreException if the workspace cannot be used
     */
    public Inspection inspect(Path snapshot, Progress progress) throws IOException {
        Findings findings = new Findings();
        long bytes = Files.size(snapshot);
        if (bytes > limits.snapshotBytes()) {
            findings.add(ImportFailure.of(ApiError.of(ErrorCode.PR413_DV_0001, Long.toString(limits.snapshotBytes()))));
        }
        try (MemoryShare memory = new MemoryShare(MemoryBudget.ofHeap(), waited -> {})) {
            Optional<SnapshotArchive> opened = open(snapshot, memory, findings);
            if (opened.isEmpty()) {
                return Inspection.stopped(bytes, findings);
            }
            try (SnapshotArchive archive = opened.get()) {
                SnapshotContents contents = read(archive, memory, findings, progress);
                Optional<Long> danglingReferences = seal(findings);
                return new Inspection(
                        bytes,
                        archive.manifest(),
                        contents,
                        archive.ignoredEntryCount(),
                        danglingReferences.filter(count -> findings.first().isEmpty()),
                        findings.first(),
                        findings.more(),
                        true);
            }
        }
    }

    private Optional<SnapshotArchive> open(Path snapshot, MemoryShare memory, Findings findings) throws IOException {
        try {
            return Optional.of(SnapshotArchive.open(new FileBlobReader(snapshot), limits, memory, findings));
        } catch (ApiException e) {
            findings.addLast(e.error());
            return Optional.empty();
        }
    }

    private SnapshotContents read(SnapshotArchive archive, MemoryShare memory, Findings findings, Progress progress) {
        try (GenerationWriter generation = generation()) {
            InspectedRows rows =
                    new InspectedRows(generation, findings, read -> progress.at(read, archive.totalBytes()));
            SnapshotLoader.unmapped(archive, limits, memory).load(rows);
            return rows.contents();
        }
    }

    /** Returns the number of references to nothing, if the generation can be sealed. */
    private Optional<Long> seal(Findings findings) {
        try (GenerationWriter generation = generation()) {
            return Optional.of(generation.seal(() -> {}).danglingReferences());
        } catch (DuplicateException | MissingFileException flawed) {
            GenerationFlaws.find(file(), SQLITE, new FlawFindings(findings));
            return Optional.empty();
        }
    }

    private GenerationWriter generation() {
        return SqliteGenerationWriter.open(file(), SQLITE, (seal, heartbeat) -> {}, () -> {});
    }

    private Path file() {
        return workspace.resolve("inspected.db");
    }
}
