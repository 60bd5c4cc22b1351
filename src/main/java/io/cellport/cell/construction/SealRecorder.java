package io.cellport.cell.construction;

import io.cellport.cell.generation.GenerationSeal;

/** What is done with a generation that has been sealed, before it counts as sealed. Blocks; for one thread. */
@FunctionalInterface
public interface SealRecorder {

    /**
     * Records the seal of a generation whose file is complete and durable. It is called again after a
     * {@link io.cellport.storage.StoreException} or an {@link io.cellport.error.ApiException}; any other exception ends
     * the sealing.
     *
     * @param heartbeat to be called again and again if this takes long; what it throws ends the sealing
     */
    void record(GenerationSeal seal, Runnable heartbeat);
}
