package io.cellport.cell.construction;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.update;

import io.cellport.cell.construction.DuplicateException.Second;
import io.cellport.cell.generation.GenerationFormat;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.cell.generation.LinkKeys;
import io.cellport.cell.generation.RowMemory;
import io.cellport.cell.generation.Summaries;
import io.cellport.storage.Interruptible;
import io.cellport.storage.Sqlite;
import io.cellport.storage.pages.TableTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Makes a database of a {@link Construction}: it appends what stands above the rows, and has SQLite add the small
 * tables. As long as the log exists, this can be repeated; so nothing here needs a journal. Blocks; for one thread.
 */
public final class Assembly {

    private static final String ENTITIES =
            "CREATE TABLE entity(type TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL," + " source BLOB NOT NULL)";
    private static final String CHUNKS = "CREATE TABLE chunk(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)";

    private static final String LINK_ENDS =
            "CREATE INDEX link_end ON entity(" + LinkKeys.OTHER_END + ") WHERE type = '" + LinkKeys.TYPE + "'";

    private static final String[] SEAL = {
        "CREATE INDEX node_id ON node(id)",
        "CREATE TABLE seal(dangling INTEGER NOT NULL)",
        """
            INSERT INTO seal(dangling) SELECT coalesce(sum(count), 0) FROM reference
              WHERE NOT EXISTS (SELECT 1 FROM entity WHERE entity.id = reference.target)
                AND NOT EXISTS (SELECT 1 FROM node WHERE node.id = reference.target)""",
        "PRAGMA user_version = " + GenerationFormat.VERSION
    };

    /** Of a key that is sorted there are at most this one, the one before it, and what the disk gave. */
    private static final long COPIES_OF_KEY = 3;

    private final Path file;
    private final Sqlite sqlite;
    private final Construction construction;
    private final Runnable heartbeat;

    Assembly(Path file, Sqlite sqlite, Construction construction, Runnable heartbeat) {
        this.file = file;
        this.sqlite = sqlite;
        this.construction = construction;
        this.heartbeat = heartbeat;
    }

    /**
     * Makes the whole generation.
     *
     * @param memory lends what long keys take, from before the first one is read
     */
    GenerationSummary seal(RowMemory memory) throws SQLException, IOException {
        if (construction.keys().isComplete()) {
            borrow(construction.keys().longest(), memory);
        } else {
            readKeys(memory);
        }
        construction.cut();
        Roots tables = appendTables();
        long ids = unique(construction.keys().appendIds(construction.pages(), heartbeat));
        long keys = unique(construction.keys().appendKeys(construction.pages(), heartbeat));
        long linkEnds = construction.keys().appendLinkEnds(construction.pages(), heartbeat);
        try (Connection connection = open(tables)) {
            declare(connection, "index", "entity_id", ids, "CREATE UNIQUE INDEX entity_id ON entity(id)");
            declare(connection, "index", "entity_key", keys, "CREATE UNIQUE INDEX entity_key ON entity(type, key)");
            declare(connection, "index", "link_end", linkEnds, LINK_ENDS);
            Sqlite.execute(connection, "PRAGMA writable_schema = RESET");
            copySmallTables(connection);
            new UniqueFiles(connection, heartbeat).create();
            return Interruptible.during(connection, heartbeat, busy -> {
                requireNeededFiles(busy);
                Sqlite.execute(busy, SEAL);
                return Summaries.read(busy);
            });
        }
    }

    private static void borrow(long longestKey, RowMemory memory) {
        if (longestKey > RowMemory.FREE_BYTES) {
            memory.need(COPIES_OF_KEY * longestKey);
        }
    }

    private record Roots(long entities, long chunks) {}

    private Roots appendTables() throws SQLException {
        return new Roots(appendTable("entities"), appendTable("chunks"));
    }

    private long appendTable(String leavesOf) throws SQLException {
        try (BuildLog.Leaves leaves = construction.log().leaves(leavesOf)) {
            return new TableTree(construction.pages()).build(leaves.count(), () -> {
                try {
                    return leaves.next();
                } catch (SQLException e) {
                    throw new UncheckedIOException(new IOException(e));
                }
            });
        }
    }

    /** Opens the file with both large tables; their indexes may be declared. */
    private Connection open(Roots roots) throws SQLException, IOException {
        construction.pages().finish(GenerationFormat.APPLICATION_ID);
        Connection connection = sqlite.openScratch(file);
        try {
            Sqlite.execute(connection, "PRAGMA writable_schema = ON");
            declare(connection, "table", "entity", roots.entities(), ENTITIES);
            declare(connection, "table", "chunk", roots.chunks(), CHUNKS);
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            Sqlite.closeAfter(e, connection);
            throw e;
        }
    }

    private static void declare(Connection connection, String type, String name, long root, String sql)
            throws SQLException {
        String table = type.equals("index") ? "entity" : name;
        update(
                connection,
                "INSERT INTO sqlite_schema(type, name, tbl_name, rootpage, sql) VALUES(?, ?, ?, ?, ?)",
                type,
                name,
                table,
                root,
                sql);
    }

    /** The database without indexes of entities, in which anything may stand twice. */
    Connection openTables() throws SQLException, IOException {
        construction.cut();
        Connection connection = open(appendTables());
        try {
            Sqlite.execute(connection, "PRAGMA writable_schema = RESET");
            copySmallTables(connection);
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            Sqlite.closeAfter(e, connection);
            throw e;
        }
    }

    private void copySmallTables(Connection connection) throws SQLException {
        update(
                connection,
                "ATTACH ? AS build",
                BuildLog.of(file).toAbsolutePath().toString());
        for (Map.Entry<String, String> table : BuildLog.SMALL_TABLES.entrySet()) {
            String name = table.getKey();
            Interruptible.execute(
                    connection,
                    heartbeat,
                    "CREATE TABLE main." + name + table.getValue(),
                    "INSERT INTO main." + name + " SELECT * FROM build." + name);
        }
        Sqlite.execute(connection, "DETACH build");
    }

    private void readKeys(RowMemory memory) throws SQLException, IOException {
        EntityKeys keys = construction.keys();
        keys.restart();
        String sql = "SELECT CAST(type AS BLOB), CAST(id AS BLOB), CAST(key AS BLOB), rowid FROM entity ORDER BY rowid";
        try (Connection connection = openTables()) {
            borrow(longestKey(connection), memory);
            EntityKeys.Beats beats = new EntityKeys.Beats(heartbeat);
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    byte[] id = rows.getBytes(2);
                    byte[] key = rows.getBytes(3);
                    beats.worked(id.length + key.length);
                    keys.add(rows.getBytes(1), id, key, rows.getLong(4));
                }
            }
        }
    }

    /** Of long values SQLite reads only the beginnings for it. */
    private long longestKey(Connection connection) throws SQLException {
        String sql =
                "SELECT coalesce(max(max(octet_length(id), octet_length(type) + 1 + octet_length(key))), 0) FROM entity";
        return Interruptible.during(connection, heartbeat, busy -> first(busy, sql, longest -> longest.getLong(1)))
                .orElse(0L);
    }

    private long unique(EntityKeys.Index index) throws SQLException, IOException {
        OptionalLong second = index.secondRow();
        if (second.isEmpty()) {
            return index.root();
        }
        String sql = """
                SELECT type, (SELECT count(*) FROM entity AS other WHERE other.type = entity.type AND other.rowid <= entity.rowid)
                  FROM entity WHERE rowid = ?""";
        try (Connection connection = openTables()) {
            throw new DuplicateException(Interruptible.during(
                    connection,
                    heartbeat,
                    busy -> first(
                                    busy,
                                    sql,
                                    row -> new Second.OfEntity(row.getString(1), row.getLong(2)),
                                    second.getAsLong())
                            .orElseThrow()));
        }
    }

    private static void requireNeededFiles(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GenerationFlaws.MISSING_FILES + " LIMIT 1");
                ResultSet rows = statement.executeQuery()) {
            if (rows.next()) {
                throw new MissingFileException(rows.getString(1));
            }
        }
    }
}
