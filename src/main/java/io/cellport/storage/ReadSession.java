package io.cellport.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/** A connection that only reads; a lock gives it to one thread at a time. Blocks; safe for several threads. */
final class ReadSession {

    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;

    ReadSession(Connection connection) {
        this.connection = connection;
    }

    /** Runs queries that see every transaction committed before this call. */
    <T> T run(SqlWork<T> work) throws SQLException {
        lock.lock();
        try {
            return work.on(connection);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the query that is running, and closes the connection. */
    void close() throws SQLException {
        lock.lock();
        try {
            connection.close();
        } finally {
            lock.unlock();
        }
    }
}
