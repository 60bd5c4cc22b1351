package io.cellport.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite on a disk without room, as long as a certain file takes the rest of it. Safe for several threads. */
public final class FullDisk extends Sqlite {

    private static final Set<String> WRITES = Set.of("prepareStatement", "commit");

    private volatile Path lastRoom;

    /** Nothing more fits on the disk while that file is there. */
    public void fillUpTo(Path file) {
        lastRoom = file;
    }

    /** There is room again. */
    public void empty() {
        lastRoom = null;
    }

    private boolean isFull() {
        Path room = lastRoom;
        return room != null && Files.isRegularFile(room);
    }

    @Override
    protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
        if (isFull()) {
            throw full();
        }
        Connection connection = super.connect(config, file);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (WRITES.contains(method.getName()) && !connection.getAutoCommit() && isFull()) {
                        throw full();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static SQLException full() {
        return new SQLiteException("[SQLITE_FULL] database or disk is full", SQLiteErrorCode.SQLITE_FULL);
    }
}
