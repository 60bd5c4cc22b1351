package io.cellport.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite whose operations fail as {@link Faults} decides: in turn by an I/O error and for want of space. */
public final class FaultySqlite extends Sqlite {

    private static final List<Class<?>> WRAPPED =
            List.of(PreparedStatement.class, Statement.class, ResultSet.class, Connection.class);

    private static final Set<String> OPERATIONS = Set.of(
            "commit",
            "rollback",
            "setAutoCommit",
            "createStatement",
            "prepareStatement",
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeBatch",
            "next");

    private final Faults faults;
    private final AtomicInteger open = new AtomicInteger();

    public FaultySqlite(Faults faults) {
        this.faults = faults;
    }

    /** Connections that nobody has closed yet. */
    public int openConnections() {
        return open.get();
    }

    @Override
    protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
        failIfStruck();
        Connection connection = super.connect(config, Path.of(file.toString()));
        open.incrementAndGet();
        return (Connection) wrap(connection, Connection.class);
    }

    private void failIfStruck() throws SQLException {
        if (faults.strikes()) {
            throw faults.passed() % 2 == 0
                    ? new SQLiteException("no space", SQLiteErrorCode.SQLITE_FULL)
                    : new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR);
        }
    }

    private Object wrap(Object target, Class<?> type) {
        return Proxy.newProxyInstance(
                Sqlite.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, method, arguments));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        if (OPERATIONS.contains(method.getName())) {
            failIfStruck();
        }
        if (method.getName().equals("close") && target instanceof Connection connection && !connection.isClosed()) {
            open.decrementAndGet();
        }
        try {
            Object result = method.invoke(target, arguments);
            boolean wrapped = WRAPPED.contains(method.getReturnType());
            return wrapped && result != null ? wrap(result, method.getReturnType()) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
