package io.cellport.cell.generation;

import java.util.List;

/** Builds one generation. Blocks; used by one thread at a time. */
public interface GenerationWriter extends AutoCloseable {

    /** The last committed checkpoint; {@link Checkpoint#START} in a new generation. */
    Checkpoint checkpoint();

    /**
     * Stores rows and the checkpoint behind them in one transaction.
     *
     * @throws io.cellport.error.ApiException {@code PR503-SV-0005} if there is no space left
     */
    void write(List<Row> rows, Checkpoint after);

    /**
     * Completes the generation: checks uniqueness and that needed files are there, counts dangling references, makes it durable and read-only. After
     * this it can be activated. Repeating it on a sealed generation is harmless.
     *
     * @param heartbeat called now and then while this takes long; what it throws ends the sealing, which can be repeated
     * @throws DuplicateException if an id, a key or a path stands twice
     * @throws MissingFileException if a {@link Row.NeededFile} is not there
     */
    GenerationSummary seal(Runnable heartbeat);

    /** Stops building; what is committed stays and can be built on. */
    @Override
    void close();
}
