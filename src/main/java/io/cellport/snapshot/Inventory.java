package io.cellport.snapshot;

import io.cellport.config.Limits;
import io.cellport.message.ApiException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a pass over the whole central directory finds; the place where an archive's entries are judged together. */
final class Inventory {

    private static final Set<String> REQUIRED = Set.copyOf(SnapshotLayout.REQUIRED);

    /** Inflated bytes up to which an entry may have any compression ratio. */
    private static final long RATIO_FREE_BYTES = 1 << 20;

    private final Map<String, ArchiveEntry> required = new HashMap<>();
    private final Limits limits;
    private long importedBytes;
    private long importedEntries;
    private long ignoredEntries;
    private long inflatedBytes;
    private long firstOffset = Long.MAX_VALUE;
    private long lastEnd;
    private boolean ascending = true;

    private Inventory(Limits limits) {
        this.limits = limits;
    }

    /**
     * Passes over the directory, a second time if its entries do not stand in the order of their data.
     *
     * @param passes starts a new pass each time
     * @param unread is given every entry, but for empty directories, that nothing will ever read. They are allowed, but one that lies
     *     there only because its name was damaged must not be lost silently.
     * @throws ApiException {@code PR400-MC-0004} if data overlaps or does not start at the first byte,
     *     {@code PR400-MC-0005} for the first refused entry, {@code PR400-MC-0006} if a limit is passed
     */
    static Inventory of(
            EndRecord end, Supplier<CentralDirectory> passes, Consumer<ArchiveEntry> unread, Limits limits) {
        if (end.entries() > limits.entries()) {
            throw Refusal.overLimit("entries", limits.entries());
        }
        int count = Math.toIntExact(end.entries());
        Inventory inventory = new Inventory(limits);
        NameSet names = new NameSet(count);
        passes.get().forEachRemaining(entry -> {
            if (!names.add(entry.name())) {
                throw Defect.DUPLICATE.in(entry.name());
            }
            if (!inventory.add(entry) && !isEmptyDirectory(entry)) {
                unread.accept(entry);
            }
        });
        boolean startsAtZero = (count == 0 ? end.directoryOffset() : inventory.firstOffset) == 0;
        if (!startsAtZero || (!inventory.ascending && overlaps(passes.get(), count))) {
            throw Refusal.notAZip();
        }
        return inventory;
    }

    /** The file at one of {@link SnapshotLayout#REQUIRED}. */
    Optional<ArchiveEntry> required(String path) {
        return Optional.ofNullable(required.get(path));
    }

    long importedBytes() {
        return importedBytes;
    }

    long importedEntries() {
        return importedEntries;
    }

    /** Files that nothing will ever read. */
    long ignoredEntries() {
        return ignoredEntries;
    }

    /** Whether the entry has a place in a snapshot. */
    private boolean add(ArchiveEntry entry) {
        checkLimits(entry);
        ascending &= entry.localHeaderOffset() >= lastEnd;
        firstOffset = Math.min(firstOffset, entry.localHeaderOffset());
        lastEnd = entry.earliestEnd();
        EntryName name = entry.name();
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

    private void checkLimits(ArchiveEntry entry) {
        if (entry.size() > limits.entryBytes()) {
            throw Refusal.overLimit("entryBytes", limits.entryBytes());
        }
        if (entry.size() > limits.inflatedBytes() - inflatedBytes) {
            throw Refusal.overLimit("inflatedBytes", limits.inflatedBytes());
        }
        if (entry.size() > RATIO_FREE_BYTES && entry.size() / limits.compressionRatio() > entry.compressedSize()) {
            throw Refusal.overLimit("compressionRatio", limits.compressionRatio());
        }
        inflatedBytes += entry.size();
    }

    /**
     * Ranges are disjoint exactly when the n-th smallest end never lies behind the (n+1)-th smallest start, so starts
     * and ends can be sorted each on their own.
     */
    private static boolean overlaps(CentralDirectory directory, int count) {
        long[] starts = new long[count];
        long[] ends = new long[count];
        for (int i = 0; directory.hasNext(); i++) {
            ArchiveEntry entry = directory.next();
            starts[i] = entry.localHeaderOffset();
            ends[i] = entry.earliestEnd();
        }
        Arrays.sort(starts);
        Arrays.sort(ends);
        for (int i = 1; i < count; i++) {
            if (starts[i] < ends[i - 1]) {
                return true;
            }
        }
        return false;
    }
}
