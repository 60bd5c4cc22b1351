package io.cellport.cell.construction;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.RowMemory;
import java.util.List;

/** Builds one generation. Blocks; for one thread. */
public interface GenerationWriter extends AutoCloseable {

    /** The last committed checkpoint; {@link Checkpoint#START} in a new generation. */
    Checkpoint checkpoint();

    /**
     * Stores rows and the checkpoint after them in one transaction.
     *
     * @throws io.cellport.error.ApiException {@code PR503-SV-0005} if there is no space left
     */
    void write(List<Row> rows, Checkpoint after);

    /**
     * Completes the generation: checks that ids, keys and paths are unique and that needed files exist, counts dangling
     * references, and makes the file durable and read-only. Afterwards the generation can be activated. Sealing a
     * sealed generation again does no harm.
     *
     * @param heartbeat called again and again on this thread; if it throws, the sealing ends and another writer
     *     can repeat it
     * @param memory lends what long ids and keys take, once, until this returns
     * @throws DuplicateException if an id, a key or a path is not unique
     * @throws MissingFileException if a {@link Row.NeededFile} is missing
     */
    GenerationSummary seal(Runnable heartbeat, RowMemory memory);

    /** The same where there is memory enough. */
    default GenerationSummary seal(Runnable heartbeat) {
        return seal(heartbeat, RowMemory.UNLIMITED);
    }

    /** Stops building; committed rows stay, and building can go on from them later. */
    @Override
    void close();
}
