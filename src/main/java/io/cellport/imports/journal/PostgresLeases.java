package io.cellport.imports.journal;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;

import io.cellport.storage.postgres.PostgresDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** Leases on runs of a {@link PostgresJournal}, by the clock of the database. Blocks; safe for several threads. */
public final class PostgresLeases implements Leases {

    private final PostgresDatabase database;
    private final Owner owner;
    private final Duration lease;
    private final Contact contact;

    /** @param lease time without a renewal after which another process may claim a run */
    public PostgresLeases(PostgresDatabase database, Owner owner, Duration lease) {
        this(database, owner, lease, System::nanoTime);
    }

    /** @param nanoTime a monotonic clock in nanoseconds, for how long the database has been reached */
    PostgresLeases(PostgresDatabase database, Owner owner, Duration lease, LongSupplier nanoTime) {
        this.database = database;
        this.owner = owner;
        this.lease = lease;
        this.contact = new Contact(lease, nanoTime);
    }

    @Override
    public Optional<Claim> claim(Collection<Long> executing) {
        return contact.noting(begun -> database.change(
                "claim import",
                connection -> first(
                        connection,
                        "SELECT * FROM claim_import(?, ?, ?, ?, ?)",
                        PostgresLeases::claim,
                        owner.node(),
                        owner.boot(),
                        lease.toMillis(),
                        longs(executing, Long::longValue),
                        contact.isSteady(begun))));
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim((ImportState.Startable) JournalRow.state(row), row.getInt("failures"));
    }

    @Override
    public Set<Long> renew(Collection<Executing> runs) {
        List<Long> renewed = contact.noting(begun -> database.renew(
                "renew leases",
                connection -> query(
                        connection,
                        "SELECT renew_imports(?, ?, ?, ?, ?, ?, ?)",
                        row -> row.getLong(1),
                        owner.boot(),
                        longs(runs, executing -> executing.state().run().number()),
                        longs(runs, executing -> executing.state().progress().doneBytes()),
                        longs(runs, executing -> executing.state().progress().totalBytes()),
                        longs(runs, executing -> executing.state().progress().doneEntries()),
                        longs(runs, executing -> executing.silence().toMillis()),
                        lease.toMillis())));
        return Set.copyOf(renewed);
    }

    @Override
    public void release(long number) {
        database.change(
                "release import",
                connection -> first(connection, "SELECT release_import(?, ?)", row -> true, owner.boot(), number));
    }

    @Override
    public void releaseAll() {
        database.change(
                "release imports",
                connection -> first(connection, "SELECT release_imports(?)", row -> true, owner.boot()));
    }

    private static <T> long[] longs(Collection<T> each, ToLongFunction<T> number) {
        return each.stream().mapToLong(number).toArray();
    }
}
