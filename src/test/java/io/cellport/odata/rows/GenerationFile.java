package io.cellport.odata.rows;

import io.cellport.cell.construction.SqliteGenerationWriter;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.OpenGenerations;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.SqliteGeneration;
import io.cellport.storage.Sqlite;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Builds a real generation of given rows, and opens it. */
public final class GenerationFile {

    private static final Sqlite SQLITE = new Sqlite();

    private GenerationFile() {}

    /** The caller closes it. */
    public static CellGeneration of(Path directory, List<Row> rows) throws SQLException {
        Path file = directory.resolve("1.db");
        try (SqliteGenerationWriter writer =
                SqliteGenerationWriter.open(file, SQLITE, (seal, heartbeat) -> {}, () -> {})) {
            writer.write(rows, new Checkpoint(1, rows.size(), 0));
            writer.seal(() -> {});
        }
        return open(directory);
    }

    /** Opens what was built in a directory, with connections that have done nothing yet. The caller closes it. */
    static CellGeneration open(Path directory) throws SQLException {
        Path file = directory.resolve("1.db");
        OpenGenerations open = new OpenGenerations(SQLITE);
        return new SqliteGeneration(
                new GenerationId("cell", 1), open.open(file), () -> close(open, file), failure -> failure);
    }

    private static void close(OpenGenerations open, Path file) {
        open.close(file);
        open.close();
    }
}
