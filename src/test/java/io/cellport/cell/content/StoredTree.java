package io.cellport.cell.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.EmbeddedCells;
import io.cellport.cell.FilledStore;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.Row.FileChunk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cell whose content is what a test puts at paths, in the box {@code box} with the directory {@code id}. */
public final class StoredTree implements AutoCloseable {

    private final EmbeddedCells cells;

    private final Cell cell;

    private final List<Row> rows = new ArrayList<>();

    private CellGeneration content;

    public StoredTree(Path data) {
        cells = new EmbeddedCells(data);
        cell = cells.store().create("cell");
        rows.add(FilledStore.entity("Box", "id", "box"));
        put("id", "col.box");
    }

    /** Puts a resource of a stored type at a path. */
    public StoredTree put(String path, String type) {
        return pmeta(path, "{\"t\":\"" + type + "\",\"i\":\"node\",\"v\":1,\"u\":2,\"p\":1}");
    }

    /** Puts a resource with that {@code .pmeta} at a path. */
    public StoredTree pmeta(String path, String json) {
        rows.add(new FileChunk(path + "/.pmeta", 0, json.getBytes(UTF_8), true));
        return this;
    }

    /** Puts a file at a path. */
    public StoredTree file(String path, String content) {
        rows.add(new FileChunk(path + "/content", 0, content.getBytes(UTF_8), true));
        return put(path, "dav.file");
    }

    /** Seals what was put. */
    public CellGeneration content() {
        if (content == null) {
            cells.build(cell, 1, rows);
            cells.activate(cell.id(), 1);
            content = cells.store().current(cell.id()).orElseThrow();
        }
        return content;
    }

    public CellStore store() {
        return cells.store();
    }

    public String cellId() {
        return cell.id();
    }

    public ContentTree tree() {
        return new ContentTree(Optional.of(content()));
    }

    @Override
    public void close() {
        if (content != null) {
            content.close();
        }
        cells.close();
    }
}
