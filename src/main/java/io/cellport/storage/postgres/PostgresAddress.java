package io.cellport.storage.postgres;

import io.cellport.config.ClusterConfig;

/**
 * How a database is reached.
 *
 * @param url {@code jdbc:postgresql://host[:port][,host[:port]]/database}, without user and password
 */
public record PostgresAddress(String url, String user, String password) {

    /** The database of a configured cluster. */
    public static PostgresAddress of(ClusterConfig.Database database) {
        return new PostgresAddress(
                database.url(), database.user(), database.password().text());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}
