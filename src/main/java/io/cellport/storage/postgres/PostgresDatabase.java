package io.cellport.storage.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.error.FailureReason;
import io.cellport.storage.SqlWork;
import io.cellport.storage.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of a clustered unit, through a bounded pool of connections. Connections are in autocommit: each change
 * is one call of a function of the schema, so that no transaction is open while a node does something else. Every
 * statement ends within {@link #STATEMENT_TIMEOUT}. Blocks; safe for several threads.
 */
public final class PostgresDatabase implements AutoCloseable {

    /** The longest time that a statement may take, also if it waits for a lock. */
    public static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private static final int CONNECTIONS = 8;

    /** Changes may wait for rows that others have locked. The other connections are for what waits for nothing. */
    private static final int CHANGES = 5;

    /** A server that does not wait for the disk would forget, in a crash, what clients were told. */
    private static final String SESSION = """
            SET statement_timeout = %d; SET lock_timeout = %d; SET idle_in_transaction_session_timeout = %1$d;
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'""".formatted(STATEMENT_TIMEOUT.toMillis(), LOCK_TIMEOUT.toMillis());

    private final PostgresAddress address;
    private final HikariDataSource pool;
    private final Semaphore changes = new Semaphore(CHANGES, true);

    private PostgresDatabase(PostgresAddress address) {
        this.address = address;
        HikariConfig config = new HikariConfig();
        config.setPoolName("cellport-postgres");
        config.setDataSource(source(address));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        config.setConnectionInitSql(SESSION);
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
    }

    /**
     * Opens the database and brings its tables to the present version.
     *
     * @throws StoreException if it cannot be reached, or a newer version has changed it so that this one cannot use it
     */
    public static PostgresDatabase open(PostgresAddress address) {
        PostgresDatabase database = new PostgresDatabase(address);
        try {
            PostgresSchema.migrate(source(address));
            database.read("check schema", PostgresSchema::requireReadable);
            return database;
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    /**
     * The same for a node that may start before its database: as long as that cannot be reached, it tries again for a
     * while.
     */
    public static PostgresDatabase openWithin(Duration patience, PostgresAddress address) {
        long start = System.nanoTime();
        while (true) {
            try {
                return open(address);
            } catch (StoreException | ApiException e) {
                if (!isUnreachable(e) || System.nanoTime() - start > patience.toNanos()) {
                    throw e;
                }
                LOG.warn("the cluster's database cannot be reached; tried again: {}", FailureReason.words(e));
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    private static boolean isUnreachable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return isUnavailable(sql);
            }
        }
        return false;
    }

    private static PGSimpleDataSource source(PostgresAddress address) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(address.url());
        source.setUser(address.user());
        source.setPassword(address.password());
        source.setApplicationName("cellport");
        source.setTcpKeepAlive(true);
        source.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
        source.setLoginTimeout((int) CONNECT_TIMEOUT.toSeconds());
        // Later than the statement's own end: a silent network must not hold a thread for ever.
        source.setSocketTimeout((int) STATEMENT_TIMEOUT.toSeconds() * 2);
        try {
            source.setProperty("targetServerType", "primary");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return source;
    }

    /**
     * A connection of the caller's own, outside of the pool; the caller closes it.
     *
     * @param settings further {@code SET} statements for it; poolers refuse settings among the parameters of a
     *     connection
     */
    public Connection connect(String... settings) throws SQLException {
        Connection connection = source(address).getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute(SESSION);
            for (String setting : settings) {
                statement.execute(setting);
            }
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            try (connection) {
                throw e;
            }
        }
    }

    /**
     * Calls a function that changes something. If the connection is lost meanwhile, it is not known whether the change
     * was made.
     *
     * @throws ApiException if the change was refused and the refusal has a code, and {@code PR503-SV-0002} if the
     *     database does not answer
     * @throws RefusedException if the change was refused for another reason
     */
    public <T> T change(String what, SqlWork<T> work) {
        awaitTurn(what);
        try {
            return run(what, work);
        } finally {
            changes.release();
        }
    }

    private void awaitTurn(String what) {
        try {
            if (changes.tryAcquire(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw failure(what, new SQLTransientConnectionException("too many changes wait"));
    }

    /**
     * The same for a change by which a process says that it is still there: it does not wait behind other changes of
     * this process, and must not wait for rows that others have locked for long.
     */
    public <T> T renew(String what, SqlWork<T> work) {
        return run(what, work);
    }

    /** Reads. Fails as {@link #change} does. */
    public <T> T read(String what, SqlWork<T> work) {
        return run(what, work);
    }

    private <T> T run(String what, SqlWork<T> work) {
        try (Connection connection = pool.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /** What a failure means to the caller. */
    static RuntimeException failure(String what, SQLException e) {
        Optional<Refusal> refusal = Refusal.of(e);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        StoreException failure = new StoreException(what, e);
        return isUnavailable(e) ? ApiException.of(ErrorCode.PR503_SV_0002, failure) : failure;
    }

    private static RuntimeException refused(Refusal refusal) {
        Optional<ErrorCode> code = refusal.code();
        if (code.isEmpty()) {
            return new RefusedException(refusal);
        }
        return switch (refusal) {
            case CELL_LOCKED -> ApiException.of(code.get(), "cell import");
            case CELL_EXPORTED -> ApiException.of(code.get(), "cell export");
            default -> ApiException.of(code.get());
        };
    }

    /** Connection lost or refused, database stopping or starting, too many connections, timeouts, lost locks. */
    private static boolean isUnavailable(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || List.of("08", "53", "57", "55", "40", "25").contains(state.substring(0, 2))
                || e instanceof java.sql.SQLTransientException;
    }

    /**
     * Does not wait long for a database that does not answer: a closing pool waits for calls and for new connections.
     */
    @Override
    public void close() {
        Thread closing = new Thread(pool::close, "closing-database");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
