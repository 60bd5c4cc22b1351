package io.cellport.snapshot.zip;

import io.cellport.blob.BlobReader;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the central directory of a zip (APPNOTE.TXT 4.3.12), entry by entry, in constant memory. It returns
 * only entries that can be read: neither encrypted nor a link, of a known method, with an allowed name, below the
 * limits of one entry. Blocks; for one thread.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link ApiException}: {@code PR400-MC-0004} if the directory contradicts
 * the end record, {@code PR500-CM-0002} if the disk fails. {@link RefusedEntries} is told {@code PR400-MC-0004},
 * {@code PR400-MC-0005} or {@code PR400-MC-0006} of a refused entry.
 */
final class CentralDirectory implements Iterator<ArchiveEntry> {

    private static final int WINDOW_BYTES = 64 << 10;
    /** The name is UTF-8, and no extra field overrides it. */
    private static final int UTF8_FLAG = 1 << 11;

    /** Encrypted, strongly encrypted, or with masked headers. */
    private static final int ENCRYPTION_FLAGS = 1 | 1 << 6 | 1 << 13;

    /** Systems whose tools put a Unix mode into the attributes: Unix and macOS (APPNOTE.TXT 4.4.2). */
    private static final Set<Integer> UNIX_HOSTS = Set.of(3, 19);

    /** Inflated bytes up to which an entry may have any compression ratio. */
    private static final long RATIO_FREE_BYTES = 1 << 20;

    private static final int UNIX_TYPE_MASK = 0170000;

    /** Link, character device, block device, pipe, socket; other types do not matter. */
    private static final Set<Integer> LINKS_AND_DEVICES = Set.of(0120000, 0020000, 0060000, 0010000, 0140000);

    private final EndRecord end;
    private final Limits limits;
    private final FileWindow window;
    private final RefusedEntries refused;
    private Consumer<String> onRefused = name -> {};
    private @Nullable ArchiveEntry ahead;
    private int passed;
    private long firstOffset = Long.MAX_VALUE;

    CentralDirectory(BlobReader file, EndRecord end, Limits limits, RefusedEntries refused) {
        this.end = end;
        this.limits = limits;
        this.refused = refused;
        window = new FileWindow(file, end.directoryOffset(), end.directoryEnd(), WINDOW_BYTES);
    }

    @Override
    public boolean hasNext() {
        while (ahead == null && passed < end.entries()) {
            ahead = pass();
        }
        if (ahead == null && window.remaining() > 0) {
            throw Refusal.notAZip();
        }
        return ahead != null;
    }

    @Override
    public ArchiveEntry next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException();
        }
        ArchiveEntry entry = ahead;
        ahead = null;
        return entry;
    }

    /** Calls this with the name of each refused entry, because what another entry needs may be there, but faulty. */
    CentralDirectory withRefused(Consumer<String> names) {
        onRefused = names;
        return this;
    }

    /** The lowest offset of a local header that the pass has met, of refused entries too. */
    long firstOffset() {
        return firstOffset;
    }

    private @Nullable ArchiveEntry pass() {
        try {
            return read();
        } catch (EOFException e) {
            throw Refusal.notAZip();
        } catch (IOException e) {
            throw Refusal.unreadable();
        }
    }

    /** Null for a refused entry. */
    private @Nullable ArchiveEntry read() throws IOException {
        if (window.u32() != ArchiveEntry.SIGNATURE) {
            throw Refusal.notAZip();
        }
        int host = window.u16() >>> 8;
        window.skip(2);
        int flags = window.u16();
        int method = window.u16();
        window.skip(4);
        long crc = window.u32();
        long compressedSize = window.u32();
        long size = window.u32();
        int nameBytes = window.u16();
        int extraBytes = window.u16();
        int commentBytes = window.u16();
        int disk = window.u16();
        window.skip(2);
        int mode = (int) (window.u32() >>> 16);
        long offset = window.u32();
        byte[] storedName = window.bytes(nameBytes);
        ExtraFields extra = new ExtraFields(window.bytes(extraBytes));
        window.skip(commentBytes);

        boolean flagged = (flags & UTF8_FLAG) != 0;
        byte[] utf8 = flagged ? storedName : extra.unicodePath(storedName).orElse(storedName);
        size = extra.resolve(size);
        compressedSize = extra.resolve(compressedSize);
        offset = extra.resolve(offset);
        int number = passed++;
        firstOffset = Math.min(firstOffset, Math.max(0, offset));
        String shown = new String(utf8, StandardCharsets.UTF_8);
        try {
            EntryName name = EntryName.parse(utf8, limits);
            shown = name.text();
            ArchiveEntry entry = new ArchiveEntry(
                    name,
                    new String(storedName, StandardCharsets.ISO_8859_1),
                    number,
                    method,
                    crc,
                    compressedSize,
                    size,
                    offset);
            checkKind(entry, flags, UNIX_HOSTS.contains(host) ? mode & UNIX_TYPE_MASK : 0);
            checkPlace(entry, extra.resolveDisk(disk));
            checkLimits(entry);
            return refused.contains(number) ? null : entry;
        } catch (ApiException e) {
            refused.add(number, e.error(), shown);
            onRefused.accept(shown);
            return null;
        }
    }

    private static void checkKind(ArchiveEntry entry, int flags, int unixType) {
        EntryName name = entry.name();
        if ((flags & ENCRYPTION_FLAGS) != 0) {
            throw Defect.ENCRYPTED.in(name.text());
        }
        if (entry.method() != ArchiveEntry.STORED && entry.method() != ArchiveEntry.DEFLATED) {
            throw Defect.unsupportedMethod(name.text(), entry.method());
        }
        if (LINKS_AND_DEVICES.contains(unixType)) {
            throw Defect.LINK_OR_DEVICE.in(name.text());
        }
        if (entry.isDirectory() && entry.size() != 0) {
            throw Defect.DIRECTORY_WITH_CONTENT.in(name.text());
        }
        if (entry.method() == ArchiveEntry.STORED && entry.size() != entry.compressedSize()) {
            throw Defect.WRONG_SIZE.in(name.text());
        }
    }

    private void checkPlace(ArchiveEntry entry, long disk) {
        long available = end.directoryOffset() - entry.localHeaderOffset();
        if (disk != 0
                || entry.localHeaderOffset() < 0
                || entry.compressedSize() < 0
                || entry.size() < 0
                || entry.compressedSize() > available
                || entry.earliestEnd() > end.directoryOffset()) {
            throw Refusal.notAZip();
        }
    }

    private void checkLimits(ArchiveEntry entry) {
        if (entry.size() > limits.entryBytes()) {
            throw Refusal.overLimit("entryBytes", limits.entryBytes());
        }
        if (entry.size() > RATIO_FREE_BYTES && entry.size() / limits.compressionRatio() > entry.compressedSize()) {
            throw Refusal.overLimit("compressionRatio", limits.compressionRatio());
        }
    }
}
