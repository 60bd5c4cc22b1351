package io.cellport.snapshot.zip;

import io.cellport.blob.BlobReader;
import io.cellport.blob.FileBlobReader;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.MemoryShare;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A snapshot zip, open for reading and never changed. {@link #open} checks everything that can be checked without
 * reading the content of entries; each {@link EntryStream} checks its content.
 *
 * <p>The central directory is read as a stream each time it is needed, so memory hardly depends on the number of
 * entries: 16 bytes each while opening, two bits afterwards. Interrupting a thread that reads closes the archive for
 * all threads. Blocks; safe for several threads.
 */
public final class SnapshotArchive implements AutoCloseable {

    private final BlobReader file;
    private final EndRecord end;
    private final Limits limits;
    private final ArchiveCheck inventory;
    private final RefusedEntries refused;
    private final Optional<Manifest> manifest;

    private SnapshotArchive(BlobReader file, Limits limits, MemoryShare memory, EntryFaults faults) throws IOException {
        this.file = file;
        this.limits = limits;
        refused = new RefusedEntries(faults);
        end = EndRecord.find(file);
        inventory = ArchiveCheck.of(end, this::directory, this::checkUnread, refused, limits, memory);
        manifest = readManifest(memory, faults);
        Stream.concat(
                        SnapshotLayout.REQUIRED.stream().filter(path -> !inventory.has(path)),
                        inventory.webdav().missing().stream())
                .forEach(path -> faults.found(Refusal.missing(path).error(), path));
    }

    private void checkUnread(ArchiveEntry entry) {
        try {
            LocalHeader.check(file, entry, end.directoryOffset());
        } catch (ApiException e) {
            refused.add(entry.number(), e.error(), entry.name().text());
        }
    }

    /**
     * Opens a snapshot and checks it: first the structure of the zip and the names, kinds and limits of all its
     * entries, then the manifest, then that no required file and no properties are missing.
     *
     * @param file closed with the archive, or if the snapshot is refused
     * @throws ApiException {@code PR400-MC-0004} if it is not a sound zip, {@code PR400-MC-0005} for a refused entry,
     *     {@code PR400-MC-0006} if a limit is exceeded, {@code PR400-MC-0001} for a missing file,
     *     {@code PR400-CM-0004} if the manifest is not JSON, {@code PR400-MC-0003} if it has another version,
     *     {@code PR500-CM-0002} if the disk fails
     */
    public static SnapshotArchive open(BlobReader file, Limits limits, MemoryShare memory) {
        return open(file, limits, memory, EntryFaults.REFUSE);
    }

    /**
     * The same, but the archive is opened without what is faulty, if the rest can be found.
     *
     * @param faults told of everything that {@link #open(BlobReader, Limits, MemoryShare)} would refuse it for
     * @throws ApiException for a fault that hides the rest: the archive is no sound zip, or exceeds a limit as a whole,
     *     or has the whole snapshot below a folder; {@code PR500-CM-0002} if the disk fails
     */
    public static SnapshotArchive open(BlobReader file, Limits limits, MemoryShare memory, EntryFaults faults) {
        try {
            return new SnapshotArchive(file, limits, memory, faults);
        } catch (IOException e) {
            close(file);
            throw Refusal.unreadable();
        } catch (Throwable e) {
            close(file);
            throw e;
        }
    }

    /** The same for a file, in a process without a memory budget to share. */
    public static SnapshotArchive open(Path path, Limits limits) {
        try (MemoryShare memory = new MemoryShare(MemoryBudget.ofHeap(), waited -> {})) {
            return open(new FileBlobReader(path), limits, memory);
        } catch (IOException e) {
            throw Refusal.unreadable();
        }
    }

    private Optional<Manifest> readManifest(MemoryShare memory, EntryFaults faults) {
        try {
            ArchiveEntry entry = required(SnapshotLayout.MANIFEST);
            JsonMemory.requireFor(entry.size(), limits, memory);
            return Optional.of(
                    memory.during(JsonMemory.of(entry.size()), () -> Manifest.parse(readSmall(entry), limits)));
        } catch (ApiException e) {
            if (inventory.isInFolder()) {
                throw e;
            }
            faults.found(e.error(), SnapshotLayout.MANIFEST);
            return Optional.empty();
        }
    }

    /** The snapshot's manifest; empty only if the archive was opened in spite of its faults. */
    public Optional<Manifest> manifest() {
        return manifest;
    }

    /**
     * Uncompressed bytes of everything that is imported: the pjson files, and properties and contents below 20_webdav.
     */
    public long totalBytes() {
        return inventory.importedBytes();
    }

    /** Number of entries in {@link #totalBytes}: at least the 16 pjson files. */
    public long importedEntryCount() {
        return inventory.importedEntries();
    }

    /**
     * Number of files that are not part of the snapshot format; they are checked like all entries, but not imported.
     */
    public long ignoredEntryCount() {
        return inventory.ignoredEntries();
    }

    /** Whether the pjson file is there; false only if the archive was opened in spite of its faults. */
    public boolean has(PjsonFile pjson) {
        return inventory.has(pjson.path());
    }

    /** The entry of a pjson file. */
    public ArchiveEntry required(PjsonFile pjson) {
        return required(pjson.path());
    }

    /** The entry of the cell's own document. */
    public ArchiveEntry cellJson() {
        return required(SnapshotLayout.CELL);
    }

    /** Whether there is content beside these properties, which must be one of {@link #webdavFiles}. */
    public boolean hasContent(ArchiveEntry properties) {
        return inventory.webdav().hasContent(properties);
    }

    /**
     * The properties and contents below {@code 20_webdav/} in the order of the central directory, which is the same
     * each time. The iterator reads the directory as it goes: {@code next} throws {@link ApiException} if the disk
     * fails.
     */
    public Iterator<ArchiveEntry> webdavFiles() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(directory(), Spliterator.ORDERED), false)
                .filter(entry -> SnapshotLayout.isPartOfWebdav(entry.name()))
                .iterator();
    }

    /** The content of an entry, to be closed by the caller; directories are empty. */
    public EntryStream open(ArchiveEntry entry) {
        return new EntryStream(file, entry, end.directoryOffset());
    }

    /**
     * The whole content of an entry that is known to be small.
     *
     * @throws ApiException {@code PR400-MC-0006} if it is larger than {@code propertyBytes}, and as {@link #open} does
     */
    public byte[] readSmall(ArchiveEntry entry) {
        if (entry.size() > limits.propertyBytes()) {
            throw Refusal.overLimit("propertyBytes", limits.propertyBytes());
        }
        try (EntryStream content = open(entry)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw Refusal.unreadable();
        }
    }

    @Override
    public void close() {
        close(file);
    }

    private static void close(BlobReader file) {
        try {
            file.close();
        } catch (IOException e) {
            throw Refusal.unreadable();
        }
    }

    private CentralDirectory directory() {
        return new CentralDirectory(file, end, limits, refused);
    }

    private ArchiveEntry required(String path) {
        return inventory.required(path);
    }
}
