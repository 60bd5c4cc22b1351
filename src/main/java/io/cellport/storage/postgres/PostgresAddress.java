package io.cellport.storage.postgres;

/**
 * How a database is reached.
 *
 * @param url {@code jdbc:postgresql://host[:port][,host[:port]]/database}, without user and password
 */
public record PostgresAddress(String url, String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}
