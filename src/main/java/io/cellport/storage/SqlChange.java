package io.cellport.storage;

import java.sql.Connection;
import java.sql.SQLException;

/** Changes {@code unit.db} within one transaction, without a result. Blocks; for one thread. */
@FunctionalInterface
public interface SqlChange {

    void on(Connection connection) throws SQLException;
}
