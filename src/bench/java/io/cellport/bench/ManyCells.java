package io.cellport.bench;

import io.cellport.storage.RowChecksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A unit of many cells, made once and kept: 10,000 imported ones with ten runs each, the first 1,000 of them with
 * content; 1,000 whose import has failed; 1,000 idle ones; 64 into which one seems to run. One cell is really imported;
 * the rows of the others are copies, and their content is another name of its file.
 */
final class ManyCells {

    private static final int DONE = 10_000;
    private static final int WITH_CONTENT = 1_000;
    private static final int OTHERS = 1_000;
    private static final int BUSY = 64;
    private static final Path SNAPSHOT = Path.of("src", "test", "resources", "snapshots", "small1.zip");

    private static final String[] ROWS = {
        "CREATE TEMP TABLE seed AS SELECT * FROM import_run",
        "CREATE TEMP TABLE row AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)"
                + " SELECT i FROM n",
        insertCells("d", DONE),
        insertCells("f", OTHERS),
        insertCells("i", OTHERS),
        insertCells("b", BUSY),
        insertRuns("Completed", "d", "NULL", "summary", 10),
        insertRuns("Failed", "f", "'PR400_MC_0003'", "NULL", 10),
        "UPDATE import_run SET started_at = started_at + number WHERE state = 'Failed'",
        "UPDATE cell SET generation = (SELECT max(number) FROM import_run WHERE cell_id = cell.id)"
                + " WHERE name >= 'd00000' AND name < 'd%05d'".formatted(WITH_CONTENT),
        "INSERT INTO generation(cell_id, number, bytes, head_bytes, sha256) SELECT cell.id, cell.generation, g.bytes, g.head_bytes, g.sha256"
                + " FROM cell, (SELECT bytes, head_bytes, sha256 FROM generation) g"
                + " WHERE name >= 'd00000' AND name < 'd%05d'".formatted(WITH_CONTENT)
    };

    private ManyCells() {}

    static List<String> done() {
        return names("d", DONE);
    }

    /** Those done ones that have content, in which alice has all rights. */
    static List<String> withContent() {
        return names("d", WITH_CONTENT);
    }

    static List<String> failed() {
        return names("f", OTHERS);
    }

    static List<String> idle() {
        return names("i", OTHERS);
    }

    static List<String> busy() {
        return names("b", BUSY);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj((prefix + "%05d")::formatted).toList();
    }

    private static String insertCells(String prefix, int count) {
        return "INSERT INTO cell(id, name, published, updated) SELECT printf('%s%%022d', i), printf('%s%%05d', i),"
                        .formatted(prefix, prefix)
                + " s.published, s.updated FROM row, (SELECT * FROM cell WHERE name = 'seed') s WHERE i < " + count;
    }

    private static String insertRuns(String state, String prefix, String error, String summary, int each) {
        return """
                INSERT INTO import_run(import_id, cell_id, cell_name, snapshot, snapshot_sha256, snapshot_blob,
                  validate_only, started_by, started_at, recorded_at, ignored_entries, attempt, state, done_bytes,
                  total_bytes, done_entries, begun_at, finished_at, error_code, error_text, summary)
                SELECT c.id || '-' || i, c.id, c.name, snapshot, snapshot_sha256, snapshot_blob, 0, started_by,
                  started_at, recorded_at, ignored_entries, 1, '%s', done_bytes, total_bytes, done_entries, begun_at,
                  finished_at, %s, %s, %s
                FROM cell c, row, seed WHERE c.name >= '%s' AND c.name < '%sx' AND i < %d""".formatted(state, error, error, summary, prefix, prefix, each);
    }

    /** The data directory, which one process at a time may use. */
    static Path directory() throws Exception {
        Path directory = Workspace.directory().resolve("many-cells");
        if (Files.notExists(directory)) {
            System.out.println("  making " + directory.getFileName());
            Path partial = Files.createTempDirectory(Workspace.directory(), "partial");
            importSeed(partial);
            multiply(partial);
            Files.move(partial, directory);
        }
        return directory;
    }

    private static void importSeed(Path data) throws IOException {
        try (BenchUnit unit = new BenchUnit(data)) {
            unit.createCell("seed");
            unit.upload("seed", SNAPSHOT);
            unit.importSeconds("seed");
        }
    }

    private static void multiply(Path data) throws SQLException, IOException {
        try (Connection unit = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("unit.db"));
                Statement statement = unit.createStatement()) {
            unit.setAutoCommit(false);
            for (String sql : ROWS) {
                statement.execute(sql);
            }
            RowChecksum checksum = new RowChecksum("import_run", "number");
            for (long number : checksum.all(unit)) {
                checksum.seal(unit, number);
            }
            unit.commit();
            linkContent(data.resolve("cells"), statement);
        }
    }

    private static void linkContent(Path cells, Statement statement) throws SQLException, IOException {
        Path seed = null;
        try (ResultSet rows = statement.executeQuery(
                "SELECT id, generation FROM cell WHERE generation IS NOT NULL ORDER BY name = 'seed' DESC")) {
            while (rows.next()) {
                Path file = cells.resolve(rows.getString(1)).resolve(rows.getLong(2) + ".db");
                if (seed == null) {
                    seed = file;
                } else {
                    Files.createDirectories(file.getParent());
                    Files.createLink(file, seed);
                }
            }
        }
    }
}
