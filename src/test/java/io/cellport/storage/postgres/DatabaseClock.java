package io.cellport.storage.postgres;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/** The clock of a database under test: it stands still until it is told to move. Safe for several threads. */
public final class DatabaseClock {

    private final PostgresDatabase database;
    private volatile Instant now;

    public DatabaseClock(PostgresDatabase database, Instant start) {
        this.database = database;
        set(start);
    }

    public Instant now() {
        return now;
    }

    public synchronized void advance(Duration by) {
        set(now.plus(by));
    }

    private void set(Instant time) {
        String function =
                "CREATE OR REPLACE FUNCTION now_ms() RETURNS bigint LANGUAGE sql VOLATILE AS $$ SELECT %d::bigint $$"
                        .formatted(time.toEpochMilli());
        database.change("set clock", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(function);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        now = time;
    }
}
