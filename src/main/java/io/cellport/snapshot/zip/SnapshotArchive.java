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
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/**
 * A snapshot zip, open for reading and never changed. {@link #open} checks everything that can be checked without
 * reading the content of entries; each {@link EntryStream} checks its content.
 *
 * <p>The central directory is read as a stream each time it is needed, so memory hardly depends on the number of
 * entries: 16 bytes each while opening, one bit afterwards. Interrupting a thread that reads closes the archive for all
 * threads. Blocks; safe for several threads.
 */
public final class SnapshotArchive implements AutoCloseable {

    private final BlobReader file;
    private final EndRecord end;
    private final Limits limits;
    private final ArchiveCheck inventory;
    private final Manifest manifest;

    private SnapshotArchive(BlobReader file, Limits limits, MemoryShare memory) throws IOException {
        this.file = file;
        this.limits = limits;
        end = EndRecord.find(file);
        inventory = ArchiveCheck.of(
                end, this::directory, entry -> LocalHeader.check(file, entry, end.directoryOffset()), limits, memory);
        manifest = readManifest(memory);
        SnapshotLayout.REQUIRED.forEach(this::required);
        inventory.webdav().missing().ifPresent(path -> {
            throw Refusal.missing(path);
        });
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
        try {
            return new SnapshotArchive(file, limits, memory);
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

    private Manifest readManifest(MemoryShare memory) {
        ArchiveEntry entry = required(SnapshotLayout.MANIFEST);
        JsonMemory.requireFor(entry.size(), limits, memory);
        return memory.during(JsonMemory.of(entry.size()), () -> Manifest.parse(readSmall(entry), limits));
    }

    /** The snapshot's manifest. */
    public Manifest manifest() {
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
        return new CentralDirectory(file, end, limits);
    }

    private ArchiveEntry required(String path) {
        return inventory.required(path);
    }
}
