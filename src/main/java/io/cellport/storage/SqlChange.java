package io.cellport.storage;

import java.sql.Connection;
import java.sql.SQLException;

/** What is changed with a connection of {@code unit.db} between two commits, where nothing comes of it but the change. */
@FunctionalInterface
public interface SqlChange {

    void on(Connection connection) throws SQLException;
}
