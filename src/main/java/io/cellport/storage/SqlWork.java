package io.cellport.storage;

import java.sql.Connection;
import java.sql.SQLException;

/** Works with a database connection: one transaction, or one read. Blocks; for one thread. */
@FunctionalInterface
public interface SqlWork<T> {

    T on(Connection connection) throws SQLException;
}
