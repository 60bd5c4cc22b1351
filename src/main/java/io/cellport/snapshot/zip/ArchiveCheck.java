package io.cellport.snapshot.zip;

import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.worker.MemoryShare;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks all entries of an archive together, in passes over the central directory, and keeps what the passes found. It
 * does not change any more once {@link #of} has returned it. Blocks; safe for several threads.
 */
final class ArchiveCheck {

    private static final Set<String> REQUIRED = Set.copyOf(SnapshotLayout.REQUIRED);

    /** For each entry a number, and a second one while the numbers are sorted. */
    private static final int INDEX_BYTES = 16;

    /** Up to this number, entries take nothing from the memory budget. */
    private static final int FREE_ENTRIES = 10_000;

    private final Map<String, ArchiveEntry> required = new HashMap<>();
    private final Limits limits;
    private long importedBytes;
    private long importedEntries;
    private long ignoredEntries;
    private long inflatedBytes;
    private long lastEnd;
    private boolean ascending = true;
    private @Nullable String folder;
    private WebdavParts webdav = WebdavParts.NONE;

    private ArchiveCheck(Limits limits) {
        this.limits = limits;
    }

    /**
     * Passes over the directory twice, and twice more if its entries are not in the order of their data.
     *
     * @param passes starts a new pass each time
     * @param unread called with each entry that will never be read, except empty directories. Such entries are allowed,
     *     but one whose name was damaged must not be lost silently.
     * @param refused is told {@code PR400-MC-0005} of each entry whose name stands twice, or that {@code unread}
     *     refuses
     * @throws ApiException {@code PR400-MC-0004} if data overlaps or does not start at the first byte,
     *     {@code PR400-MC-0006} if a limit of the whole archive is exceeded, or if the whole budget is too small to
     *     compare so many entries
     */
    static ArchiveCheck of(
            EndRecord end,
            Supplier<CentralDirectory> passes,
            Consumer<ArchiveEntry> unread,
            RefusedEntries refused,
            Limits limits,
            MemoryShare memory) {
        long most = Math.min(limits.entries(), memory.most() / INDEX_BYTES);
        if (end.entries() > most) {
            throw Refusal.overLimit("entries", most);
        }
        int count = Math.toIntExact(end.entries());
        long needed = count <= FREE_ENTRIES ? 0 : (long) count * INDEX_BYTES;
        return memory.during(needed, () -> check(end, passes, unread, refused, limits, new long[count]));
    }

    /** {@code index} is used twice: first for the names, then for the offsets. */
    private static ArchiveCheck check(
            EndRecord end,
            Supplier<CentralDirectory> passes,
            Consumer<ArchiveEntry> unread,
            RefusedEntries refused,
            Limits limits,
            long[] index) {
        ArchiveCheck inventory = new ArchiveCheck(limits);
        NameSet names = new NameSet(index);
        CentralDirectory first = passes.get().withRefused(names::add);
        first.forEachRemaining(entry -> {
            if (!entry.isDirectory()) {
                names.add(entry.name().text());
            }
            if (!inventory.add(entry) && !isEmptyDirectory(entry)) {
                unread.accept(entry);
            }
        });
        Set<Long> suspects = names.suspects();
        if (!suspects.isEmpty()) {
            names.refuseSecond(suspects, passes.get(), refused);
        }
        inventory.webdav = WebdavParts.of(passes.get(), names);
        long before = index.length == 0 ? end.directoryOffset() : first.firstOffset();
        if (before != 0) {
            throw Refusal.BYTES_BEFORE.with(before);
        }
        if (!inventory.ascending && overlaps(passes, index)) {
            throw Refusal.notAZip();
        }
        return inventory;
    }

    /**
     * The file at one of {@link SnapshotLayout#REQUIRED}.
     *
     * @throws ApiException {@code PR400-MC-0001} if it is not there
     */
    ArchiveEntry required(String path) {
        ArchiveEntry entry = required.get(path);
        if (entry == null) {
            throw path.equals(SnapshotLayout.MANIFEST) ? Manifest.missing(folder) : Refusal.missing(path);
        }
        return entry;
    }

    boolean has(String path) {
        return required.containsKey(path);
    }

    /** Whether the whole snapshot seems to be below a folder of the archive. */
    boolean isInFolder() {
        return folder != null && !has(SnapshotLayout.MANIFEST);
    }

    /** The files below {@code 20_webdav/}. */
    WebdavParts webdav() {
        return webdav;
    }

    long importedBytes() {
        return importedBytes;
    }

    long importedEntries() {
        return importedEntries;
    }

    /** Number of files that will never be read. */
    long ignoredEntries() {
        return ignoredEntries;
    }

    /** Adds an entry; returns whether it is part of the snapshot format. */
    private boolean add(ArchiveEntry entry) {
        count(entry.size());
        ascending &= entry.localHeaderOffset() >= lastEnd;
        lastEnd = entry.earliestEnd();
        EntryName name = entry.name();
        if (folder == null && !entry.isDirectory() && name.text().endsWith('/' + SnapshotLayout.MANIFEST)) {
            folder = name.text().substring(0, name.text().length() - SnapshotLayout.MANIFEST.length());
        }
        boolean imported = SnapshotLayout.isImported(name);
        if (imported) {
            importedBytes += entry.size();
            importedEntries++;
        }
        boolean isRequired = !entry.isDirectory() && REQUIRED.contains(name.text());
        if (isRequired) {
            required.put(name.text(), entry);
        }
        boolean read = imported || isRequired;
        if (!read && !entry.isDirectory()) {
            ignoredEntries++;
        }
        return read;
    }

    private static boolean isEmptyDirectory(ArchiveEntry entry) {
        return entry.isDirectory() && entry.compressedSize() == 0;
    }

    private void count(long bytes) {
        if (bytes > limits.inflatedBytes() - inflatedBytes) {
            throw Refusal.overLimit("inflatedBytes", limits.inflatedBytes());
        }
        inflatedBytes += bytes;
    }

    /** Ranges are disjoint exactly if all starts differ and each range ends before the next greater start. */
    private static boolean overlaps(Supplier<CentralDirectory> passes, long[] starts) {
        CentralDirectory directory = passes.get();
        int count = 0;
        while (directory.hasNext()) {
            starts[count++] = directory.next().localHeaderOffset();
        }
        Arrays.sort(starts, 0, count);
        for (int i = 1; i < count; i++) {
            if (starts[i] == starts[i - 1]) {
                return true;
            }
        }
        for (CentralDirectory again = passes.get(); again.hasNext(); ) {
            ArchiveEntry entry = again.next();
            int next = Arrays.binarySearch(starts, 0, count, entry.localHeaderOffset()) + 1;
            if (next < count && entry.earliestEnd() > starts[next]) {
                return true;
            }
        }
        return false;
    }
}
