package io.cellport.storage.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests: one for each JVM, started when it is first asked for and stopped with the JVM. Each test
 * class, or test, asks for a database of its own.
 */
public final class PostgresServer {

    private static final String TEMPLATE = "cellport_template";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final EmbeddedPostgres SERVER = start();

    private PostgresServer() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    // It would start a process for each of hundreds of databases, over and over.
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("max_connections", "200")
                    .start();
            execute(server, "CREATE DATABASE " + TEMPLATE);
            PostgresDatabase.open(address(server, TEMPLATE)).close();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresAddress address(EmbeddedPostgres server, String database) {
        return new PostgresAddress(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database, "postgres", "postgres");
    }

    private static void execute(EmbeddedPostgres server, String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new database with the tables of a unit and nothing in them. */
    public static PostgresAddress newDatabase() {
        String name = "unit_" + DATABASES.incrementAndGet();
        execute(SERVER, "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return address(SERVER, name);
    }

    /** A new database without any table. */
    public static PostgresAddress newEmptyDatabase() {
        String name = "empty_" + DATABASES.incrementAndGet();
        execute(SERVER, "CREATE DATABASE " + name);
        return address(SERVER, name);
    }
}
