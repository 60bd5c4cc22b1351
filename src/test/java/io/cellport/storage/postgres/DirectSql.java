package io.cellport.storage.postgres;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;
import static io.cellport.storage.Statements.update;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What tests say to a database past the stores, each statement in a transaction of its own. */
public record DirectSql(PostgresDatabase database) {

    /** Calls a function of the database. */
    public void call(String function, @Nullable Object... parameters) {
        database.change("call", connection -> first(connection, "SELECT " + function, row -> true, parameters));
    }

    /** Executes a statement that changes rows. */
    public void change(String sql, @Nullable Object... parameters) {
        database.change("change", connection -> update(connection, sql, parameters));
    }

    /** The number that a query finds first. */
    public OptionalLong number(String sql, @Nullable Object... parameters) {
        return database.read("read", connection -> first(connection, sql, row -> row.getLong(1), parameters))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** The text that a query finds first. */
    public String text(String sql, @Nullable Object... parameters) {
        return texts(sql, parameters).get(0);
    }

    /** The texts that a query finds. */
    public List<String> texts(String sql, @Nullable Object... parameters) {
        return database.read("read", connection -> query(connection, sql, row -> row.getString(1), parameters));
    }

    /** Ends all connections but one. */
    public void disconnectEverybody() {
        number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }
}
