package io.cellport.cell.generation;

import io.cellport.cell.generation.Row.FileChunk;
import io.cellport.storage.Interruptible;
import io.cellport.storage.SqlReader;
import io.cellport.storage.StoreException;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A sealed generation file, open for reading. Blocks; safe for several threads. */
public final class SqliteGeneration implements CellGeneration {

    private static final String FIELDS = "SELECT entity.type, entity.id, entity.key, entity.source,"
            + " octet_length(entity.id) + octet_length(entity.key) + length(entity.source) FROM ";

    /** The field that says how many bytes the others have. */
    private static final int LENGTH = 5;

    private static final String COLUMNS = FIELDS + "entity ";

    /** One after the other in the order of the numbers, and none before it is asked for. */
    private static final String ROWS =
            FIELDS + "json_each(?) AS wanted CROSS JOIN entity ON entity.rowid = wanted.value";

    private final GenerationId id;
    private final GenerationReaders readers;
    private final CountedUse use;
    private final UnaryOperator<RuntimeException> damaged;
    private final RowMemory memory;

    /**
     * @param use that of the readers
     * @param damaged reports a damaged file, and makes the exception to throw
     */
    public SqliteGeneration(
            GenerationId id, GenerationReaders readers, GenerationUse use, UnaryOperator<RuntimeException> damaged) {
        this(id, readers, new CountedUse(use), damaged, RowMemory.UNLIMITED);
    }

    private SqliteGeneration(
            GenerationId id,
            GenerationReaders readers,
            CountedUse use,
            UnaryOperator<RuntimeException> damaged,
            RowMemory memory) {
        this.id = id;
        this.readers = readers;
        this.use = use;
        this.damaged = damaged;
        this.memory = memory;
    }

    @Override
    public CellGeneration lending(RowMemory lender) {
        return new SqliteGeneration(id, readers, use, damaged, lender);
    }

    @Override
    public RowMemory memory() {
        return memory;
    }

    @Override
    public long number() {
        return id.number();
    }

    @Override
    public GenerationSummary summary() {
        return query("summarise", reader -> Summaries.read(reader.connection()));
    }

    @Override
    public Optional<StoredEntity> entity(String id) {
        return findEntity(COLUMNS + "WHERE id = ?", id);
    }

    @Override
    public Optional<StoredEntity> entity(String type, String key) {
        return findEntity(COLUMNS + "WHERE type = ? AND key = ?", type, key);
    }

    @Override
    public Optional<StoredEntity> entity(String type, String key, int mostBytes) {
        return findEntity(COLUMNS + "WHERE type = ? AND key = ? AND length(source) <= ?", type, key, mostBytes);
    }

    private Optional<StoredEntity> findEntity(String sql, Object... parameters) {
        return query("find entity", reader -> reader.first(sql, this::entity, parameters));
    }

    @Override
    public void entities(String type, Consumer<StoredEntity> consumer) {
        entities(type, Integer.MAX_VALUE, consumer);
    }

    @Override
    public void entities(String type, int mostBytes, Consumer<StoredEntity> consumer) {
        String sql = COLUMNS + "WHERE type = ? AND length(source) <= ? ORDER BY rowid";
        query("list entities", reader -> reader.forEach(sql, this::entity, consumer, type, mostBytes));
    }

    @Override
    public void entities(String type, Collection<String> ids, int mostBytes, Consumer<StoredEntity> consumer) {
        String sql = COLUMNS + "WHERE type = ? AND length(source) <= ? AND id IN (SELECT value FROM json_each(?))";
        query("list entities", reader -> reader.forEach(sql, this::entity, consumer, type, mostBytes, json(ids)));
    }

    @Override
    public boolean hasAny(String type, Collection<String> keys) {
        String sql = "SELECT 1 FROM entity WHERE type = ? AND key IN (SELECT value FROM json_each(?)) LIMIT 1";
        return query("find entities", reader -> reader.read(sql, ResultSet::next, type, json(keys)));
    }

    @Override
    public void linkKeys(String type, Consumer<String> consumer) {
        String prefix = LinkKeys.prefix(type);
        String sql = "SELECT key FROM entity WHERE type = 'link' AND key >= ? AND key < ? ORDER BY key";
        query("list links", reader -> reader.forEach(sql, row -> row.getString(1), consumer, prefix, after(prefix)));
    }

    /** The least text that is greater than all that begin with the prefix, which ends in an ASCII character. */
    private static String after(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }

    private static String json(Collection<String> values) {
        return new JsonArray(List.copyOf(values)).encode();
    }

    private StoredEntity entity(ResultSet rows) throws SQLException {
        long bytes = rows.getLong(LENGTH);
        if (bytes > RowMemory.FREE_BYTES) {
            memory.need(bytes);
        }
        return new StoredEntity(text(rows, 1), text(rows, 2), text(rows, 3), rows.getBytes(4));
    }

    /** Quicker than {@link ResultSet#getString}, which makes a buffer of each text. */
    private static String text(ResultSet rows, int field) throws SQLException {
        return new String(rows.getBytes(field), StandardCharsets.UTF_8);
    }

    @Override
    public <T> T search(Runnable heartbeat, SqlReader.Work<T> search) {
        return query(
                "search",
                () -> readers.search(
                        reader -> Interruptible.during(reader.connection(), heartbeat, busy -> search.on(reader))));
    }

    @Override
    public List<StoredEntity> rows(List<Long> numbers, long mostBytes) {
        return query("read rows", reader -> reader.read(ROWS, found -> upTo(mostBytes, found), numbers.toString()));
    }

    private List<StoredEntity> upTo(long mostBytes, ResultSet found) throws SQLException {
        List<StoredEntity> rows = new ArrayList<>();
        for (long bytes = 0; found.next(); ) {
            bytes += found.getLong(LENGTH);
            if (bytes > mostBytes && !rows.isEmpty()) {
                break;
            }
            rows.add(entity(found));
        }
        return rows;
    }

    @Override
    public void paths(Consumer<String> consumer) {
        String sql = "SELECT path FROM file ORDER BY id";
        query("list files", reader -> reader.forEach(sql, row -> row.getString(1), consumer));
    }

    @Override
    public long contentBytes() {
        String sql =
                "SELECT (SELECT coalesce(sum(length(source)), 0) FROM entity) + (SELECT coalesce(sum(size), 0) FROM file)";
        return query("measure", reader -> reader.first(sql, row -> row.getLong(1)))
                .orElseThrow();
    }

    @Override
    public void entitiesById(
            List<String> types, Path temporaries, Runnable heartbeat, Consumer<SortedEntity> consumer) {
        query("list entities", reader -> {
            try {
                RowsById rows = new RowsById(reader.connection(), types, memory);
                rows.forEach(readers.file(), temporaries, heartbeat, consumer);
                return true;
            } catch (IOException e) {
                throw new StoreException("list entities", e);
            }
        });
    }

    @Override
    public void files(Consumer<StoredFile> consumer) {
        String sql = "SELECT path, size FROM file ORDER BY path";
        query(
                "list files",
                reader -> reader.forEach(sql, row -> new StoredFile(row.getString(1), row.getLong(2)), consumer));
    }

    @Override
    public List<String> paths(String after, String before, int most) {
        String sql = "SELECT path FROM file WHERE path > ? AND path < ? ORDER BY path LIMIT ?";
        return query("list files", reader -> reader.query(sql, row -> row.getString(1), after, before, most));
    }

    @Override
    public Optional<InputStream> file(String path) {
        return find(
                path,
                (id, size) -> new ChunkStream(index -> chunk("SELECT bytes FROM chunk WHERE id = ?", id, index), size));
    }

    @Override
    public Optional<FileContent> content(String path) {
        String sql = "SELECT substr(bytes, ?2, ?3) FROM chunk WHERE id = ?1 AND length(bytes) >= ?2 + ?3 - 1";
        return find(
                path,
                (id, size) ->
                        new FileContent((index, offset, length) -> chunk(sql, id, index, offset + 1, length), size));
    }

    private interface Opening<F> {
        F open(long id, long size);
    }

    private <F> Optional<F> find(String path, Opening<F> opening) {
        return query("find file", reader -> {
            String sql = "SELECT id, size FROM file WHERE path = ?";
            return reader.first(sql, row -> opening.open(row.getLong(1), row.getLong(2)), path);
        });
    }

    private byte[] chunk(String sql, long file, long index, Integer... part) {
        return query("read chunk", reader -> {
            Object[] parameters = Stream.concat(Stream.of(file << FileChunk.CHUNK_BITS | index), Stream.of(part))
                    .toArray();
            return reader.first(sql, row -> row.getBytes(1), parameters)
                    .orElseThrow(() -> damaged.apply(new StoreException("a piece of a file is missing")));
        });
    }

    private <T> T query(String what, SqlReader.Work<T> work) {
        return query(what, () -> readers.read(work));
    }

    /** Asks the readers. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException;
    }

    private <T> T query(String what, Question<T> question) {
        use.require(what);
        try {
            return question.ask();
        } catch (SQLException e) {
            StoreException failure = new StoreException(what, e);
            throw GenerationDamage.isDamage(e) ? damaged.apply(failure) : failure;
        }
    }

    @Override
    public boolean closeAtOnce() {
        return use.endAtOnce();
    }

    @Override
    public void close() {
        use.end();
    }
}
