package io.cellport.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * The import of a snapshot, beside what SQLite's own shell takes to load the same rows from a text file, without a
 * journal, and to create the same two indexes. The shell does not inflate, parse or check anything.
 */
final class SqliteImport implements Benchmark {

    private static final int ROUNDS = 3;
    private static final long ENTITIES = 1_000_000;

    private static final Pattern LINE = Pattern.compile(
            ".*?\"_source\":(\\{.*\"t\":\"([^\"]*)\".*\"__id\":\"([^\"]*)\".*\\}),\"_id\":\"([^\"]*)\"\\}");

    @Override
    public List<Figure> run() throws Exception {
        if (!Tools.areThere("sqlite3")) {
            return List.of();
        }
        Path snapshot = Snapshots.entities(ENTITIES);
        Path rows = rows(snapshot);
        double[] cpu = new double[1];
        try (BenchUnit unit = new BenchUnit()) {
            Rounds rounds = new Rounds()
                    .with("sqlite3", () -> {
                        Tools.Taken taken = load(rows);
                        cpu[0] = taken.cpuSeconds();
                        return taken.seconds();
                    })
                    .with("cpu", () -> cpu[0])
                    .with("import", () -> unit.importOnce(snapshot))
                    .with("cpu", unit::cpuSeconds)
                    .run(ROUNDS, true);
            return List.of(new Figure(
                    "1,000,000 entities / sqlite3 .import",
                    "%.2f s of %.2f s cpu, %.2f s of %.2f s cpu"
                            .formatted(rounds.median(2), rounds.median(3), rounds.median(0), rounds.median(1)),
                    "%.2f".formatted(rounds.ratio(2, 0)),
                    "< 1"));
        } finally {
            Files.delete(rows);
        }
    }

    private static Tools.Taken load(Path rows) throws Exception {
        Path file = Workspace.directory().resolve("by-hand.db");
        Files.deleteIfExists(file);
        try {
            return Tools.run(
                    "sqlite3",
                    file.toString(),
                    "PRAGMA page_size = 8192",
                    "PRAGMA journal_mode = OFF",
                    "PRAGMA synchronous = OFF",
                    "PRAGMA threads = 2",
                    "CREATE TABLE entity(type TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, source BLOB NOT NULL)",
                    ".import --ascii " + rows + " entity",
                    "CREATE UNIQUE INDEX entity_id ON entity(id)",
                    "CREATE UNIQUE INDEX entity_key ON entity(type, key)");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Writes the rows as the shell reads them: columns end in 0x1f, rows in 0x1e. */
    private static Path rows(Path snapshot) throws IOException {
        Path rows = Workspace.directory().resolve("rows.txt");
        try (ZipFile zip = new ZipFile(snapshot.toFile());
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        zip.getInputStream(zip.getEntry("10_odata/70_userdata.pjson")), StandardCharsets.UTF_8));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(rows), 1 << 20)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher found = LINE.matcher(line);
                if (!found.matches()) {
                    throw new IOException(line);
                }
                String row = String.join(
                        "\u001f",
                        "UserData",
                        found.group(4),
                        found.group(2) + "\t" + found.group(3),
                        found.group(1) + "\u001e");
                out.write(row.getBytes(StandardCharsets.UTF_8));
            }
        }
        return rows;
    }
}
