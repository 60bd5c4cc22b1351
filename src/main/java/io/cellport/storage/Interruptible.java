package io.cellport.storage;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/** Runs long SQL statements with a heartbeat that can end them. Blocks; stateless. */
public final class Interruptible {

    /** Steps of SQLite's virtual machine between two heartbeats: some ten milliseconds. */
    private static final int STEPS = 200_000;

    private Interruptible() {}

    /** Executes statements and calls the heartbeat again and again on this thread; what it throws is passed on. */
    public static void execute(Connection connection, Runnable heartbeat, String... statements) throws SQLException {
        during(connection, heartbeat, busy -> {
            Sqlite.execute(busy, statements);
            return true;
        });
    }

    /** The same for any work with the connection. The heartbeat must not use the connection. */
    public static <T> T during(Connection connection, Runnable heartbeat, SqlWork<T> work) throws SQLException {
        Beat beat = new Beat(heartbeat);
        Connection sqlite = connection.unwrap(SQLiteConnection.class);
        ProgressHandler.setHandler(sqlite, STEPS, beat);
        try {
            return work.on(connection);
        } catch (SQLException e) {
            beat.rethrow();
            throw e;
        } finally {
            ProgressHandler.clearHandler(sqlite);
        }
    }

    private static final class Beat extends ProgressHandler {

        private final Runnable heartbeat;
        private @Nullable RuntimeException stop;
        private @Nullable Error error;

        Beat(Runnable heartbeat) {
            this.heartbeat = heartbeat;
        }

        @Override
        protected int progress() {
            try {
                heartbeat.run();
                return 0;
            } catch (RuntimeException e) {
                stop = e;
                return 1;
            } catch (Error e) {
                // It must not be thrown through SQLite's native frames.
                error = e;
                return 1;
            }
        }

        private void rethrow() {
            if (stop != null) {
                throw stop;
            }
            if (error != null) {
                throw error;
            }
        }
    }
}
