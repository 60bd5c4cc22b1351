package io.cellport.cell;

import static io.cellport.storage.Statements.exists;
import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellport.cell.extract.AccessRow;
import io.cellport.cell.extract.AccessRow.Kind;
import io.cellport.cell.extract.AccessRows;
import io.cellport.storage.Statements.RowMapper;
import io.cellport.storage.postgres.PostgresDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The rows that {@link AccessRowTable} stored for a generation. Fails as {@link PostgresDatabase#read} does. Blocks;
 * safe for several threads.
 *
 * @param blob name of the generation's blob
 */
record PostgresAccessRows(PostgresDatabase database, String blob) implements AccessRows {

    static final String BY_KEY = "SELECT ordinal, id, key, source FROM access_row WHERE key_hash = ?";

    static final String BY_IDS = "SELECT ordinal, id, key, source FROM access_row WHERE id_hash = ANY(?)";

    static final String ANY_KEY = "SELECT 1 FROM access_row WHERE key_hash = ANY(?) LIMIT 1";

    /** The rows behind an ordinal, up to the one with which they are longer than a MiB. */
    static final String PAGE = """
            SELECT ordinal, id, key, source FROM (
              SELECT *, sum(length(id) + length(key) + length(source))
                  OVER (ORDER BY ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS bytes_before
                FROM (SELECT * FROM access_row WHERE blob = ? AND kind = ? AND ordinal > ? ORDER BY ordinal LIMIT 1000) page
            ) measured WHERE coalesce(bytes_before, 0) < 1048576 ORDER BY ordinal""";

    /** For more at once, the planner could rather look at all rows; and each row that is found may have 64 KiB. */
    static final int HASHES_AT_ONCE = 128;

    private record Placed(long ordinal, AccessRow row) {}

    @Override
    public Optional<AccessRow> find(Kind kind, String key) {
        byte[] hash = AccessRowTable.hash(blob, kind, key);
        return database.read("find access row", connection -> first(connection, BY_KEY, placed(kind), hash))
                .map(Placed::row);
    }

    @Override
    public void forEach(Kind kind, Consumer<AccessRow> consumer) {
        long reached = 0;
        for (List<Placed> page = page(kind, reached); !page.isEmpty(); page = page(kind, reached)) {
            page.forEach(placed -> consumer.accept(placed.row));
            reached = page.get(page.size() - 1).ordinal;
        }
    }

    private List<Placed> page(Kind kind, long reached) {
        return database.read(
                "list access rows", connection -> query(connection, PAGE, placed(kind), blob, kind.name(), reached));
    }

    @Override
    public void forEach(Kind kind, Collection<String> ids, Consumer<AccessRow> consumer) {
        for (List<byte[]> hashes : hashes(kind, ids)) {
            database.read(
                            "find access rows",
                            connection -> query(connection, BY_IDS, placed(kind), array(connection, hashes)))
                    .forEach(placed -> consumer.accept(placed.row));
        }
    }

    @Override
    public boolean hasAny(Kind kind, Collection<String> keys) {
        return hashes(kind, keys).stream()
                .anyMatch(hashes -> database.read(
                        "find access rows", connection -> exists(connection, ANY_KEY, array(connection, hashes))));
    }

    private List<List<byte[]>> hashes(Kind kind, Collection<String> texts) {
        List<byte[]> hashes = texts.stream()
                .distinct()
                .map(text -> AccessRowTable.hash(blob, kind, text))
                .toList();
        return IntStream.iterate(0, from -> from < hashes.size(), from -> from + HASHES_AT_ONCE)
                .mapToObj(from -> hashes.subList(from, Math.min(from + HASHES_AT_ONCE, hashes.size())))
                .toList();
    }

    private static Array array(Connection connection, List<byte[]> hashes) throws SQLException {
        return connection.createArrayOf("bytea", hashes.toArray(byte[][]::new));
    }

    private static RowMapper<Placed> placed(Kind kind) {
        return row -> new Placed(
                row.getLong(1),
                new AccessRow(
                        kind, new String(row.getBytes(2), UTF_8), new String(row.getBytes(3), UTF_8), row.getBytes(4)));
    }
}
