package io.cellport.cell;

import io.cellport.storage.FileWatch;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories of which something can be done before, and after, their names are read by a deletion that uses them. */
final class SlowListing implements FileWatch {

    private final WatchedFiles files = new WatchedFiles(this);
    private final Runnable meanwhile;
    private Path slow;

    /** @param meanwhile what happens before and again after the names are read */
    SlowListing(Runnable meanwhile) {
        this.meanwhile = meanwhile;
    }

    Path wrap(Path path) {
        return files.wrap(path);
    }

    /** From now on, listing that directory takes so long. */
    void slowDown(Path directory) {
        slow = directory;
    }

    @Override
    public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
        if (operation != Operation.LOOK || !file.equals(slow) || !Files.isDirectory(file)) {
            return call.run();
        }
        meanwhile.run();
        T result = call.run();
        meanwhile.run();
        return result;
    }
}
