package io.cellport.cell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.Row.Entity;
import io.cellport.cell.generation.Row.FileChunk;
import io.cellport.cell.generation.StoredEntity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Access content under test, and ways to fill it. */
interface FilledAccess {

    /** Texts that an index or a language could take for others, or not take at all. */
    List<String> TEXTS = List.of(
            "alice",
            "Alice",
            "alice ",
            " alice",
            "",
            "%",
            "al_ce",
            "a'li\"ce\\",
            "{alice,NULL}",
            "null",
            "tab\tand\nline",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "x".repeat(20_000),
            "x".repeat(20_000) + "y");

    /** The content of a new generation of these rows. */
    AccessContent holding(Row... rows);

    /** The content of a generation, which is closed with it or at once. */
    AccessContent content(CellGeneration sealed);

    /** A cell with a snapshot. */
    SnapshotCell imported(String snapshot) throws IOException;

    static Entity entity(String type, String id, String key) {
        return entity(type, id, key, FilledStore.json());
    }

    static Entity entity(String type, String id, String key, byte[] source) {
        return new Entity(type, id, key, source, List.of());
    }

    static Entity link(String type1, String id1, String type2, String id2) {
        String key = type1 + '\t' + id1 + '\t' + type2 + '\t' + id2 + '\t';
        return entity("link", "link " + key, key);
    }

    static FileChunk properties(String json) {
        return file(".pmeta", json);
    }

    static FileChunk file(String path, String text) {
        return new FileChunk(path, 0, text.getBytes(UTF_8), true);
    }

    static List<StoredEntity> all(Consumer<Consumer<StoredEntity>> listing) {
        List<StoredEntity> found = new ArrayList<>();
        listing.accept(found::add);
        return found;
    }

    static List<String> listed(Consumer<Consumer<StoredEntity>> listing) {
        return all(listing).stream().map(StoredEntity::key).toList();
    }
}
