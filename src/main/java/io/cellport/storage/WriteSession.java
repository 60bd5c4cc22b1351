package io.cellport.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one connection that changes a database; a lock gives it to one thread at a time. If a transaction could be
 * neither committed nor rolled back, the connection is replaced. SQLite may have ended the transaction by itself, and
 * then the driver would commit each later statement on its own; or the transaction is still open, and the next commit
 * would commit it too. Blocks; safe for several threads.
 */
final class WriteSession {

    private final ReentrantLock lock = new ReentrantLock();
    private final Opener opener;
    private Connection connection;
    private boolean spent;

    /** Opens a connection that is in a transaction. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    /**
     * A session on a connection that is in a transaction.
     *
     * @param opener opens the next connection when one must be replaced
     */
    WriteSession(Connection first, Opener opener) {
        this.opener = opener;
        this.connection = first;
    }

    /**
     * Runs one transaction: all of it is durable when this returns, none of it if it throws. It waits for its turn, but
     * for a limited time, because another process may have locked the file.
     */
    <T> T run(SqlWork<T> work) throws SQLException {
        takeTurn();
        try {
            replaceSpent();
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (Throwable anything) {
            // Errors too: a transaction that stays open would become part of the next one.
            rollBack(anything);
            throw anything;
        } finally {
            lock.unlock();
        }
    }

    private void takeTurn() throws SQLException {
        try {
            if (!lock.tryLock(2L * Sqlite.BUSY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new SQLiteException("too many transactions wait", SQLiteErrorCode.SQLITE_BUSY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLiteException("interrupted while waiting", SQLiteErrorCode.SQLITE_INTERRUPT);
        }
    }

    private void replaceSpent() throws SQLException {
        if (spent) {
            connection.close();
            connection = opener.open();
            spent = false;
        }
    }

    private void rollBack(Throwable cause) {
        spent = true;
        try {
            connection.rollback();
            spent = false;
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Waits for the transaction that is running, and closes the connection. */
    void close() throws SQLException {
        lock.lock();
        try {
            connection.close();
        } finally {
            lock.unlock();
        }
    }
}
