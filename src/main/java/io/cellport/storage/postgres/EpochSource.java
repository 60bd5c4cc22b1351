package io.cellport.storage.postgres;

import java.sql.SQLException;

/** Where an {@link EpochReader} reads. Blocks; for one thread. */
@FunctionalInterface
public interface EpochSource {

    /**
     * Reads in one round trip what has changed since the last read, and makes it known. It begins when this is called:
     * whatever was committed before is known when this returns.
     */
    void read() throws SQLException;
}
