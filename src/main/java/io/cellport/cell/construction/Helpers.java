package io.cellport.cell.construction;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Threads that help the one that builds a generation. Each may refuse; then that one does the work itself, or later.
 *
 * @param forcing has a thread, now and then, that waits for the disk while rows are stored
 * @param merging has a thread, in the end, that merges what the indexes are made of; it never is the calling one
 */
public record Helpers(Executor forcing, Executor merging) {

    /** No help. */
    public static final Helpers NONE = new Helpers(Helpers::refuse, Helpers::refuse);

    private static void refuse(Runnable task) {
        throw new RejectedExecutionException();
    }
}
