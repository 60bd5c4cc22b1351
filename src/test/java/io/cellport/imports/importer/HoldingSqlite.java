package io.cellport.imports.importer;

import io.cellport.Gate;
import io.cellport.storage.Sqlite;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConfig;

/**
 * SQLite whose generations under construction wait for a permit before every commit, and, if it is asked to, unit.db.
 */
class HoldingSqlite extends Sqlite {

    private static final long ALL = Integer.MAX_VALUE;

    private final Gate generations = new Gate(0);
    private final AtomicInteger passed = new AtomicInteger();
    private final Gate unit = new Gate(ALL);
    private final AtomicInteger unitCommits = new AtomicInteger();

    /** Lets that many more commits pass. */
    void allow(int commits) {
        generations.allow(commits);
    }

    /** How many commits have passed, those of unit.db included. */
    int passed() {
        return passed.get();
    }

    /** Lets everything pass from now on. */
    void allowAll() {
        generations.allow(ALL);
    }

    /** Lets nothing pass any more. */
    void holdAgain() {
        generations.close();
    }

    /** Has unit.db wait too. */
    void holdUnit() {
        unit.close();
    }

    /** Lets that many more commits of unit.db pass. */
    void allowUnit(int commits) {
        unit.allow(commits);
    }

    /** Has unit.db wait no more. */
    void releaseUnit() {
        unit.allow(ALL);
    }

    /** How many commits of unit.db have come so far. */
    int unitCommits() {
        return unitCommits.get();
    }

    /** Whether a commit of unit.db is waiting now. */
    boolean isHoldingUnit() {
        return unit.isHolding();
    }

    /** Whether a commit of a generation is waiting now. */
    boolean isHolding() {
        return generations.isHolding();
    }

    @Override
    protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
        Connection connection = super.connect(config, file);
        return file.endsWith("unit.db")
                ? held(connection, unit, unitCommits)
                : held(connection, generations, new AtomicInteger());
    }

    private Connection held(Connection connection, Gate gate, AtomicInteger commits) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        commits.incrementAndGet();
                        gate.pass();
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
