package io.cellport.auth.key;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;

import io.cellport.config.Secret;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.PostgresDatabase;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a cluster in the table {@code token_key}, sealed with the secret that its nodes share. Times go by the
 * clock of the database. A row that does not open fails all, so that nothing is signed or accepted that another node
 * would not. Blocks; safe for several threads.
 */
public final class PostgresKeys implements UnitKeyStore {

    private static final String STANDING = """
            SELECT kid, public_pem, private_sealed, sign_from, retire_at, now
              FROM (SELECT now_ms() AS now) clock, token_key WHERE retire_at IS NULL OR retire_at > now""";

    private final PostgresDatabase database;

    private final KeySeal seal;

    /**
     * The keys in a database.
     *
     * @param secret that of the cluster, {@code cluster.secret}
     */
    public PostgresKeys(PostgresDatabase database, Secret secret) {
        this.database = database;
        this.seal = new KeySeal(secret);
    }

    @Override
    public UnitKeys open() {
        return read().orElseGet(() -> {
            UnitKey key = UnitKey.generate(Instant.EPOCH);
            call("SELECT add_first_key(?, ?, ?)", key.id(), key.publicPem(), seal.close(key));
            return existing();
        });
    }

    @Override
    public Optional<UnitKeys> read() {
        List<Row> rows = database.read("read unit keys", connection -> query(connection, STANDING, PostgresKeys::row));
        return rows.isEmpty()
                ? Optional.empty()
                : UnitKeys.at(rows.get(0).now, rows.stream().map(this::key).toList());
    }

    @Override
    public UnitKeys rotate(Duration life) {
        // A wrong secret is noticed before there is a key that nobody else can open.
        existing();
        UnitKey key = UnitKey.generate(Instant.EPOCH);
        call(
                "SELECT add_key(?, ?, ?, ?, ?)",
                key.id(),
                key.publicPem(),
                seal.close(key),
                UnitKeys.NOTICE.toMillis(),
                life.toMillis());
        return existing();
    }

    private UnitKeys existing() {
        return read().orElseThrow(() -> new StoreException("there is no key in the database"));
    }

    private void call(String sql, Object... parameters) {
        database.change("add a unit key", connection -> first(connection, sql, row -> true, parameters));
    }

    private record Row(
            String id, String publicPem, byte[] sealed, Instant signFrom, Optional<Instant> retireAt, Instant now) {}

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                row.getString(2),
                row.getBytes(3),
                Instant.ofEpochMilli(row.getLong(4)),
                Optional.ofNullable((@Nullable Long) row.getObject(5)).map(Instant::ofEpochMilli),
                Instant.ofEpochMilli(row.getLong(6)));
    }

    private UnitKey key(Row row) {
        try {
            return UnitKey.of(seal.open(row.sealed, row.id, row.publicPem), row.signFrom, row.retireAt);
        } catch (GeneralSecurityException wrongSecretOrChangedRow) {
            throw new StoreException(
                    "cluster.secret does not open the keys in the database: the nodes that made them have another one,"
                            + " or a row of token_key was changed");
        }
    }
}
