package io.cellport.imports.importer;

import io.cellport.storage.Sqlite;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConfig;

/**
 * SQLite whose generations under construction wait for a permit before every commit, and, if it is asked to, unit.db.
 */
class HoldingSqlite extends Sqlite {

    private final Semaphore permits = new Semaphore(0);
    private final AtomicInteger passed = new AtomicInteger();
    private final Semaphore unitPermits = new Semaphore(Integer.MAX_VALUE / 2);
    private final AtomicInteger unitCommits = new AtomicInteger();

    /** Lets that many more commits pass. */
    void allow(int commits) {
        permits.release(commits);
    }

    /** How many commits have passed, those of unit.db included. */
    int passed() {
        return passed.get();
    }

    /** Lets everything pass from now on. */
    void allowAll() {
        permits.release(Integer.MAX_VALUE / 2);
    }

    /** Lets nothing pass any more. */
    void holdAgain() {
        permits.drainPermits();
    }

    /** Has unit.db wait too. */
    void holdUnit() {
        unitPermits.drainPermits();
    }

    /** Lets that many more commits of unit.db pass. */
    void allowUnit(int commits) {
        unitPermits.release(commits);
    }

    /** Has unit.db wait no more. */
    void releaseUnit() {
        unitPermits.release(Integer.MAX_VALUE / 2);
    }

    /** How many commits of unit.db have come so far. */
    int unitCommits() {
        return unitCommits.get();
    }

    /** Whether a commit of unit.db is waiting now. */
    boolean isHoldingUnit() {
        return unitPermits.hasQueuedThreads();
    }

    /** Whether a commit of a generation is waiting now. */
    boolean isHolding() {
        return permits.hasQueuedThreads();
    }

    @Override
    protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
        Connection connection = super.connect(config, file);
        return file.endsWith("unit.db")
                ? held(connection, unitPermits, unitCommits)
                : held(connection, permits, new AtomicInteger());
    }

    private Connection held(Connection connection, Semaphore permits, AtomicInteger commits) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        commits.incrementAndGet();
                        permits.acquire();
                        passed.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
