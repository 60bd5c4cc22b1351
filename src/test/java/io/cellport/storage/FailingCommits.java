package io.cellport.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite whose commits fail while they are told so, as on a disk that does not take them. */
public final class FailingCommits extends Sqlite {

    private volatile boolean refuses;

    /** Whether commits fail from now on. */
    public void refuse(boolean all) {
        refuses = all;
    }

    @Override
    protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
        Connection connection = super.connect(config, file);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit") && refuses) {
                        throw new SQLiteException("injected", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
