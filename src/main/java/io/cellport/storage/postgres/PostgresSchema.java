package io.cellport.storage.postgres;

import static io.cellport.storage.Statements.first;

import io.cellport.storage.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The tables and functions of a clustered unit, and their version. Migrations only add, so nodes of two versions that
 * follow one another can work side by side. Blocks; stateless.
 */
final class PostgresSchema {

    /** The version that this program knows. */
    private static final int VERSION = 2;

    private PostgresSchema() {}

    /** Creates or migrates the tables. Of several nodes one does it, and the others wait. */
    static void migrate(DataSource source) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:io/cellport/storage/postgres")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            // What the library says of it fills a screen.
            Throwable cause = e.getCause() instanceof SQLException sql ? sql : e;
            throw new StoreException("the cluster's database cannot be used", cause);
        }
    }

    /** Refuses a database that a much newer version has changed. */
    static boolean requireReadable(Connection connection) throws SQLException {
        int needed = first(connection, "SELECT value FROM unit WHERE key = 'schema.reader'", row -> row.getInt(1))
                .orElseThrow(() -> new SQLException("no schema version"));
        if (needed > VERSION) {
            throw new StoreException("the cluster's database belongs to a newer version of Cellport");
        }
        return true;
    }
}
