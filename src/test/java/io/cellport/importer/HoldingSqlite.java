package io.cellport.importer;

import io.cellport.store.Sqlite;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.sqlite.SQLiteConfig;

/** SQLite whose generations under construction wait for a permit before every commit. */
final class HoldingSqlite extends Sqlite {

    private final Semaphore permits = new Semaphore(0);

    /** Lets that many more commits pass. */
    void allow(int commits) {
        permits.release(commits);
    }

    /** Lets everything pass from now on. */
    void allowAll() {
        permits.release(Integer.MAX_VALUE / 2);
    }

    /** Lets nothing pass any more. */
    void holdAgain() {
        permits.drainPermits();
    }

    /** Whether a commit is waiting now. */
    boolean isHolding() {
        return permits.hasQueuedThreads();
    }

    @Override
    protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
        Connection connection = super.connect(config, file);
        return file.getFileName().toString().equals("unit.db") ? connection : held(connection);
    }

    private Connection held(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        permits.acquire();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
