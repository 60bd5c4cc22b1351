package io.cellport.bench;

import io.cellport.cell.construction.SqliteGenerationWriter;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.OpenGenerations;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.SqliteGeneration;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Place;
import io.cellport.odata.model.Property;
import io.cellport.odata.model.RowSource;
import io.cellport.storage.Sqlite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A content with 1,000,000 rows of one type, some 290 bytes each. */
final class MillionRows {

    static final int ROWS = 1_000_000;

    static final String TYPE = "EQQmYftVQH6Ixs9Yugn-SA";

    static final EntityModel MODEL = new EntityModel(
            "UserData",
            "User",
            new RowSource.OfEntityType(TYPE),
            List.of("__id"),
            List.of(
                    Property.of("__id", EdmType.STRING, Place.at("s", "__id")),
                    Property.of("login", EdmType.STRING, Place.at("s", "P001")),
                    Property.of("n", EdmType.INT32, Place.at("s", "P002")),
                    Property.of("weight", EdmType.DOUBLE, Place.at("s", "P003")),
                    Property.of("active", EdmType.BOOLEAN, Place.at("s", "P005"))),
            List.of());

    private static final int BATCH = 5_000;

    private static final String SOURCE = """
            {"p":1795646195846,"ll":[],"b":"8XnztyNsSKuK3tOxkWw6rQ","s":{"P005":"%s","P004":%d,"P001":"user%d","P003":"%s",\
            "__id":"u%d","P002":%d},"c":"mrwC2oUdQYmV2jjZBe3HqQ","t":"%s","u":1795646195846,"h":{},\
            "n":"reUlBWfaQhOjaVeK7-TT2Q","type":"UserData"}""";

    private MillionRows() {}

    /** The file, which the next run finds again. */
    static Path file() throws Exception {
        Path file = Workspace.directory().resolve("rows-1m.db");
        if (Files.notExists(file)) {
            Path unfinished = file.resolveSibling("rows-unfinished.db");
            Files.deleteIfExists(unfinished);
            write(unfinished);
            Files.move(unfinished, file);
        }
        return file;
    }

    private static void write(Path file) {
        SplittableRandom random = new SplittableRandom(1);
        try (SqliteGenerationWriter writer =
                SqliteGenerationWriter.open(file, new Sqlite(), (seal, heartbeat) -> {}, () -> {})) {
            for (int first = 0; first < ROWS; first += BATCH) {
                List<Row> rows = new ArrayList<>();
                for (int i = first; i < first + BATCH; i++) {
                    rows.add(row(i, random));
                }
                writer.write(rows, new Checkpoint(1, first, 0));
            }
            writer.seal(() -> {});
        }
    }

    private static Row row(int number, SplittableRandom random) {
        String source = SOURCE.formatted(
                number % 3 == 0,
                random.nextInt() * 1_000L,
                random.nextInt(ROWS),
                random.nextInt(100_000) / 8.0,
                number,
                random.nextInt(ROWS),
                TYPE);
        return new Row.Entity(
                "UserData",
                Long.toHexString(random.nextLong()) + number,
                TYPE + "\tu" + number,
                source.getBytes(StandardCharsets.UTF_8),
                List.of());
    }

    static CellGeneration open(Path file) throws SQLException {
        OpenGenerations open = new OpenGenerations(new Sqlite());
        return new SqliteGeneration(
                new GenerationId("cell", 1), open.open(file), () -> close(open, file), failure -> failure);
    }

    private static void close(OpenGenerations open, Path file) {
        open.close(file);
        open.close();
    }
}
