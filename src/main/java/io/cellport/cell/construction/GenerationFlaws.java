package io.cellport.cell.construction;

import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that keeps a generation from being sealed; {@link GenerationWriter#seal} stops at the first. Blocks;
 * stateless.
 */
public final class GenerationFlaws {

    /** Files that a row needs and that are not there, in the order of these rows. */
    static final String MISSING_FILES = """
            SELECT path FROM needed_file
              WHERE NOT EXISTS (SELECT 1 FROM file WHERE file.path = needed_file.path)
              ORDER BY rowid""";

    private static final String LATER_FILES = """
            SELECT path FROM file
              WHERE EXISTS (SELECT 1 FROM file AS earlier WHERE earlier.path = file.path AND earlier.id < file.id)
              ORDER BY id""";

    /** Columns of entities that no two have the same values in. */
    private static final List<String> UNIQUE = List.of("id", "type, key");

    private GenerationFlaws() {}

    /** Takes the flaws of each kind in the order in which their rows were stored. For one thread. */
    public interface Listener {

        /** An entity whose id an earlier one has, or whose key an earlier one of its type has. */
        void laterEntity(String type, byte[] source);

        /** A file whose path, below {@code 20_webdav/}, an earlier one has. */
        void laterFile(String path);

        /** A needed file that is not there. */
        void missingFile(String path);
    }

    /**
     * Finds them in a generation that is not sealed.
     *
     * @param file one that no writer uses; it gets indexes, so that nothing else can be done with it afterwards
     */
    public static void find(Path file, Sqlite sqlite, Listener listener) {
        try (Construction construction = Construction.open(file, sqlite, Helpers.NONE, () -> {});
                Connection connection = new Assembly(file, sqlite, construction, () -> {}).openTables()) {
            Sqlite.execute(connection, "CREATE INDEX file_of_path ON file(path)");
            for (String columns : UNIQUE) {
                Sqlite.execute(connection, "CREATE INDEX entity_by_%s ON entity(%s)".formatted(name(columns), columns));
            }
            each(connection, laterEntities(), row -> listener.laterEntity(row.getString(1), row.getBytes(2)));
            each(connection, LATER_FILES, row -> listener.laterFile(row.getString(1)));
            each(connection, MISSING_FILES, row -> listener.missingFile(row.getString(1)));
        } catch (SQLException | IOException e) {
            throw new StoreException("look for the flaws of a generation", e);
        }
    }

    private static String laterEntities() {
        return UNIQUE.stream()
                .map(GenerationFlaws::hasEarlier)
                .collect(Collectors.joining(" OR ", "SELECT type, source FROM entity WHERE ", " ORDER BY rowid"));
    }

    private static String hasEarlier(String columns) {
        return Arrays.stream(columns.split(", "))
                .map(column -> "earlier.%1$s = entity.%1$s AND ".formatted(column))
                .collect(Collectors.joining(
                        "", "EXISTS (SELECT 1 FROM entity AS earlier WHERE ", "earlier.rowid < entity.rowid)"));
    }

    private static String name(String columns) {
        return columns.replace(", ", "_");
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, RowReader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }
}
