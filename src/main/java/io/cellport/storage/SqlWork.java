package io.cellport.storage;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done with a connection of {@code unit.db}, between two commits or in one read. */
@FunctionalInterface
public interface SqlWork<T> {

    T on(Connection connection) throws SQLException;
}
