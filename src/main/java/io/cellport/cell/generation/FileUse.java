package io.cellport.cell.generation;

import java.nio.file.Path;

/**
 * One reader of a generation that {@link OpenGenerations} counts.
 *
 * @param check looks whether the file is sound; called if it is not the one any more that was opened
 */
public record FileUse(OpenGenerations open, Path file, Runnable check) implements GenerationUse {

    @Override
    public void begin() {
        open.requireSame(file, check);
    }

    @Override
    public boolean endAtOnce() {
        return open.closeAtOnce(file);
    }

    @Override
    public void end() {
        open.close(file);
    }
}
