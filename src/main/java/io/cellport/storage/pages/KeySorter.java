package io.cellport.storage.pages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executor;

/**
 * Sorts any number of keys in little memory: sorted runs go to a file, and are merged in the end. Keys are taken one
 * after the other, so that sorting is spread over the time in which they come. A key that is longer than a run is a run
 * of its own and goes to the file at once, so that it takes no memory until it is its turn. Blocks; for one thread.
 */
public final class KeySorter implements AutoCloseable {

    private static final int RUN_BYTES = 1 << 20;

    private static final byte[] NONE = {};

    private final RunFile file;
    private final CommonPrefix common = new CommonPrefix();
    private final int runBytes;
    private KeyRun run;
    private int longest;

    /** @param file a new one, which is deleted in the end */
    public KeySorter(Path file) {
        this(file, RUN_BYTES);
    }

    /** @param runBytes what is sorted in memory at a time */
    public KeySorter(Path file, int runBytes) {
        this.file = new RunFile(file);
        this.runBytes = runBytes;
        run = new KeyRun(runBytes);
    }

    public void add(byte[] key, long row) {
        add(key, NONE, row);
    }

    /** Adds a key of two parts. */
    public void add(byte[] first, byte[] second, long row) {
        int length = first.length + second.length;
        longest = Math.max(longest, length);
        if (!run.hasRoomFor(length)) {
            spill();
        }
        if (run.hasRoomFor(length)) {
            run.add(first, second, row);
        } else {
            byte[] whole = Arrays.copyOf(first, Math.min(length, CommonPrefix.MOST_BYTES));
            if (first.length < whole.length) {
                System.arraycopy(second, 0, whole, first.length, whole.length - first.length);
            }
            common.add(whole, 0, whole.length);
            byte[] prefix = new byte[KeyRun.PREFIX];
            KeyRun.putPrefix(prefix, 0, length, row);
            file.put(prefix, 0, prefix.length);
            file.put(first, 0, first.length);
            file.put(second, 0, second.length);
            file.endRun();
        }
    }

    /** Bytes of the longest key so far; {@link #sorted} makes an array of each when it is its turn. */
    public int longest() {
        return longest;
    }

    private void spill() {
        if (run.isEmpty()) {
            return;
        }
        run.sort();
        run.addEndsTo(common);
        for (int i = 0; i < run.count(); i++) {
            file.put(run.arena(), run.offset(i), run.entryBytes(i));
        }
        file.endRun();
        run.clear();
    }

    /** Gives all keys in their order, once. */
    public <E extends Exception> void sorted(KeyConsumer<E> consumer) throws E {
        if (file.isEmpty()) {
            sortedInMemory(consumer);
        } else {
            merge().forEach(consumer);
        }
    }

    /**
     * The same with another thread that merges while this one takes the keys. None is announced.
     *
     * @param helper has this thread; it may refuse, or have none for a while
     */
    public <E extends Exception> void sorted(Executor helper, KeyConsumer<E> consumer) throws E {
        if (file.isEmpty()) {
            sortedInMemory(consumer);
        } else {
            new MergeAhead(merge()).forEach(helper, consumer);
        }
    }

    private <E extends Exception> void sortedInMemory(KeyConsumer<E> consumer) throws E {
        run.sort();
        for (int i = 0; i < run.count(); i++) {
            consumer.announce(run.entryBytes(i) - KeyRun.PREFIX);
            consumer.accept(run.key(i), run.row(i));
        }
    }

    private Merge merge() {
        spill();
        run = new KeyRun(0);
        return new Merge(file.cursors(runBytes, common.length()));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
