package io.cellport.imports.loader;

import io.cellport.cell.generation.Row;
import io.cellport.config.Limits;
import io.cellport.snapshot.zip.SnapshotLayout;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The entities of a snapshot as an import stores them, without an import. */
public final class LoadedEntities {

    private LoadedEntities() {}

    /** All of them, in the order of import; the cell keeps its id. */
    public static List<Row> of(Path snapshot) {
        try (ZipFile zip = new ZipFile(snapshot.toFile())) {
            String cell = new JsonObject(text(zip, SnapshotLayout.CELL)).getString("_id");
            List<Row> entities = new ArrayList<>();
            for (PjsonFile file : PjsonFile.values()) {
                EntityLineParser parser =
                        new EntityLineParser(file.type(), new CellMapping(cell, cell, ""), Limits.DEFAULT);
                text(zip, file.path()).lines().filter(line -> !line.isBlank()).forEach(line -> {
                    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                    entities.add(parser.parse(bytes, 0, bytes.length));
                });
            }
            return entities;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.stream()
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}
