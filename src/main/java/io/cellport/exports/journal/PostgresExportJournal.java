package io.cellport.exports.journal;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;
import static io.cellport.storage.postgres.PostgresText.storable;

import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.exports.journal.ExportState.Accepted;
import io.cellport.exports.journal.ExportState.Active;
import io.cellport.exports.journal.ExportState.Ended;
import io.cellport.exports.journal.ExportState.Exporting;
import io.cellport.exports.journal.ExportState.OnRecord;
import io.cellport.imports.journal.Owner;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.Refusal;
import io.cellport.storage.postgres.RefusedException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The journal of exports of a clustered unit. All times are the database's. An export is its process's as long as that
 * renews its lease. Recording the same end again succeeds and changes nothing, because the answer to the first call may
 * have been lost. Blocks; safe for several threads.
 */
public final class PostgresExportJournal implements ExportJournal {

    private final PostgresDatabase database;
    private final Owner owner;
    private final Duration lease;
    private final int maxSnapshots;

    /**
     * The journal as one process sees it.
     *
     * @param lease time without a renewal after which others may take an export over
     * @param maxSnapshots most snapshot files of a cell
     */
    public PostgresExportJournal(PostgresDatabase database, Owner owner, Duration lease, int maxSnapshots) {
        this.database = database;
        this.owner = owner;
        this.lease = lease;
        this.maxSnapshots = maxSnapshots;
    }

    @Override
    public Accepted accept(NewExport request) {
        try {
            return database.change(
                            "accept export",
                            connection -> first(
                                    connection,
                                    "SELECT * FROM accept_export(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                    row -> (Accepted) ExportRow.state(row),
                                    UUID.randomUUID().toString(),
                                    request.cellId(),
                                    request.cellName(),
                                    request.name(),
                                    storable(request.startedBy()),
                                    maxSnapshots,
                                    owner.node(),
                                    owner.boot(),
                                    lease.toMillis()))
                    .orElseThrow();
        } catch (RefusedException e) {
            throw e.refusal() == Refusal.SNAPSHOT_EXISTS
                    ? ApiException.of(ErrorCode.PR409_DV_0002, request.name() + ".zip")
                    : e;
        }
    }

    @Override
    public OptionalLong generation(String cellId) {
        String sql = "SELECT generation FROM cell WHERE id = ? AND generation IS NOT NULL";
        return database.read("find generation", connection -> first(connection, sql, row -> row.getLong(1), cellId))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public void begin(Exporting attempt) {
        record(attempt, "Exporting");
    }

    @Override
    public void giveBack(Active stopped) {
        renew(List.of(stopped));
        record(stopped, "Accepted");
    }

    private void record(Active state, String name) {
        call(
                state.run(),
                "SELECT record_export(?, ?, ?, ?)",
                state.run().number(),
                owner.boot(),
                name,
                state.progress().totalBytes());
    }

    private void call(ExportRun run, String sql, @Nullable Object... parameters) {
        try {
            database.change("record export", connection -> first(connection, sql, row -> true, parameters));
        } catch (RefusedException e) {
            throw e.refusal() == Refusal.RUN_LOST ? new LostExportException(run) : e;
        }
    }

    @Override
    public void end(Ended end, Optional<EndFile> file) {
        ApiError error = ExportRow.error(end);
        EndFile added = file.orElse(null);
        call(
                end.run(),
                "SELECT end_export(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                end.run().number(),
                owner.boot(),
                end.name(),
                end.progress().doneBytes(),
                end.progress().doneEntries(),
                error == null ? null : error.code().name(),
                error == null ? null : storable(error.text()),
                ExportRow.summary(end),
                added == null ? null : added.fileName(),
                added == null ? null : added.contentType(),
                added == null ? null : added.blob().id().name(),
                added == null ? null : added.blob().size(),
                added == null ? null : added.blob().sha256());
    }

    @Override
    public Optional<Active> active(String cellId) {
        return database.read("find export", connection -> ExportQueries.active(connection, cellId));
    }

    @Override
    public List<Accepted> takeOver(Collection<Long> executing) {
        return database.change(
                "take exports over",
                connection -> query(
                        connection,
                        "SELECT * FROM take_over_exports(?, ?, ?, ?)",
                        row -> (Accepted) ExportRow.state(row),
                        owner.node(),
                        owner.boot(),
                        lease.toMillis(),
                        longs(executing, Long::longValue)));
    }

    @Override
    public Set<Long> renew(Collection<Active> executing) {
        return Set.copyOf(database.renew(
                "renew exports",
                connection -> query(
                        connection,
                        "SELECT renew_exports(?, ?, ?, ?, ?)",
                        row -> row.getLong(1),
                        owner.boot(),
                        longs(executing, state -> state.run().number()),
                        longs(executing, state -> state.progress().doneBytes()),
                        longs(executing, state -> state.progress().doneEntries()),
                        lease.toMillis())));
    }

    private static <T> long[] longs(Collection<T> each, ToLongFunction<T> number) {
        return each.stream().mapToLong(number).toArray();
    }

    @Override
    public List<OnRecord> history(String cellId, int limit) {
        return database.read("list exports", connection -> ExportQueries.history(connection, cellId, limit));
    }

    @Override
    public Optional<OnRecord> find(String cellId, String exportId) {
        return database.read("find export", connection -> ExportQueries.find(connection, cellId, storable(exportId)));
    }

    @Override
    public void forgetEndedBefore(Duration age) {
        database.change(
                "forget exports",
                connection -> first(connection, "SELECT forget_exports(?)", row -> true, age.toMillis()));
    }
}
