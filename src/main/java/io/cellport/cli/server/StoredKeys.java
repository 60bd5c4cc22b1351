package io.cellport.cli.server;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.PostgresKeys;
import io.cellport.auth.key.UnitKeyStore;
import io.cellport.auth.key.UnitKeys;
import io.cellport.cli.exit.CommandException;
import io.cellport.config.ClusterConfig;
import io.cellport.config.UnitConfig;
import io.cellport.error.ApiException;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import java.time.Duration;
import java.util.function.Function;

/**
 * The keys of a configured unit, outside of its server: those in its data directory, or in the database of its cluster.
 * Only a server makes the first key. Blocks; stateless.
 */
public final class StoredKeys {

    private StoredKeys() {}

    /**
     * The keys as they stand now.
     *
     * @throws CommandException if there are none, or they cannot be read
     */
    public static UnitKeys read(UnitConfig config) {
        return use(config, store -> existing(store, config));
    }

    /**
     * Adds a key.
     *
     * @param life how long the keys before it verify from the moment on at which it signs
     * @return the keys as they stand then
     * @throws CommandException if there is none yet, or that fails
     */
    public static UnitKeys rotate(UnitConfig config, Duration life) {
        return use(config, store -> {
            existing(store, config);
            return store.rotate(life);
        });
    }

    private static UnitKeys existing(UnitKeyStore store, UnitConfig config) {
        return store.read()
                .orElseThrow(() -> new CommandException(config.cluster()
                        .map(cluster -> "There is no unit key in the database: start a server of the cluster first")
                        .orElseGet(() -> "There is no unit key in %s: start the server with this data directory first"
                                .formatted(config.data().toAbsolutePath()))));
    }

    private static <T> T use(UnitConfig config, Function<UnitKeyStore, T> work) {
        try {
            return config.cluster().isPresent()
                    ? useDatabase(config.cluster().get(), work)
                    : work.apply(new KeyFile(config.data()));
        } catch (StoreException e) {
            throw new CommandException("The unit's keys cannot be used: " + e.getMessage());
        } catch (ApiException e) {
            throw new CommandException(
                    "The unit's keys cannot be used: " + e.error().text());
        }
    }

    private static <T> T useDatabase(ClusterConfig cluster, Function<UnitKeyStore, T> work) {
        try (PostgresDatabase database = PostgresDatabase.open(PostgresAddress.of(cluster.database()))) {
            return work.apply(new PostgresKeys(database, cluster.secret()));
        }
    }
}
