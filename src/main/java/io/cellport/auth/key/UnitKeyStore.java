package io.cellport.auth.key;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a unit keeps its keys. Its methods fail with a {@link io.cellport.storage.StoreException} whose text shows no
 * key, or with an {@link io.cellport.error.ApiException} if the store cannot be used now. Several processes may use
 * it at the same time. Blocks; safe for several threads.
 */
public interface UnitKeyStore {

    /** The keys as they stand now; a unit without any gets its first one, which signs at once. */
    UnitKeys open();

    /** The keys as they stand now; empty if the unit has none yet. */
    Optional<UnitKeys> read();

    /**
     * Adds a key that signs after {@link UnitKeys#NOTICE}, and forgets those that are retired.
     *
     * @param life how long the keys before it verify after that
     * @return the keys as they stand now
     */
    UnitKeys rotate(Duration life);
}
