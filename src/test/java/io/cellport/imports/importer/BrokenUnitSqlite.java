package io.cellport.imports.importer;

import io.cellport.storage.Sqlite;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * SQLite whose {@code unit.db} cannot be written for a while; generations wait for a permit as in
 * {@link HoldingSqlite}.
 */
final class BrokenUnitSqlite extends HoldingSqlite {

    private final AtomicInteger refused = new AtomicInteger();
    private volatile SQLiteErrorCode broken;

    /** From now on nothing is committed to unit.db. */
    void breakUnit(SQLiteErrorCode code) {
        broken = code;
    }

    void mendUnit() {
        broken = null;
    }

    /** How many commits were refused so far. */
    int refused() {
        return refused.get();
    }

    @Override
    protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
        Connection connection = super.connect(config, file);
        if (!file.endsWith("unit.db")) {
            return connection;
        }
        return (Connection) Proxy.newProxyInstance(
                Sqlite.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    SQLiteErrorCode code = broken;
                    if (code != null && method.getName().equals("commit")) {
                        refused.incrementAndGet();
                        throw new SQLiteException("refused", code);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
