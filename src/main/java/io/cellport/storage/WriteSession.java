package io.cellport.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one connection that changes a database, used by one thread at a time. A transaction that could be neither committed
 * nor rolled back takes its connection with it: SQLite may have ended the transaction by itself, and then the driver
 * would let every later statement count at once; or it is open still, and the next commit would be its commit too.
 */
final class WriteSession {

    private final ReentrantLock lock = new ReentrantLock();
    private final Opener opener;
    private Connection connection;
    private boolean spent;

    /** How a connection is opened; it begins in a transaction. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    /**
     * A session on a connection that is in a transaction.
     *
     * @param opener opens another one of the kind, after one that had to be given up
     */
    WriteSession(Connection first, Opener opener) {
        this.opener = opener;
        this.connection = first;
    }

    /**
     * Runs one transaction: all of it is durable when this returns, none of it if it throws. Waits for those before it, but
     * not for as many as may wait while another process has locked the file.
     */
    <T> T run(SqlWork<T> work) throws SQLException {
        takeTurn();
        try {
            replaceSpent();
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (Throwable anything) {
            // An Error too: half a transaction that stays open would be part of the next one.
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

    /** Waits for the transaction under way; afterwards there are no more. */
    void close() throws SQLException {
        lock.lock();
        try {
            connection.close();
        } finally {
            lock.unlock();
        }
    }
}
