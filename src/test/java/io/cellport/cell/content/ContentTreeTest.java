package io.cellport.cell.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a path in a box leads to. */
class ContentTreeTest {

    private static final String COMPOSED = "caf\u00e9";

    private static final String DECOMPOSED = "cafe\u0301";

    @TempDir
    Path data;

    @AutoClose
    private StoredTree stored;

    private ContentTree tree;

    @BeforeEach
    void fill() {
        stored = new StoredTree(data)
                .put("id/docs", "col.webdav")
                .file("id/docs/a.txt", "hello")
                .file("id/docs/content", "named content")
                .file("id/docs/.pmeta", "named .pmeta")
                .file("id/docs/" + COMPOSED, "composed")
                .file("id/docs/100%.txt", "percent")
                .put("id/odata", "col.odata")
                .put("id/svc", "col.svc")
                .put("id/svc/__src", "col.webdav")
                .file("id/svc/__src/run.js", "run")
                .put("id/strange", "col.stream")
                .file("__/main.txt", "main");
        tree = stored.tree();
    }

    @Test
    void aResourceIsFoundWithItsKind() {
        assertThat(kind()).contains(ContentKind.BOX);
        assertThat(kind("docs")).contains(ContentKind.COLLECTION);
        assertThat(kind("docs", "a.txt")).contains(ContentKind.FILE);
        assertThat(kind("odata")).contains(ContentKind.ODATA);
        assertThat(kind("svc")).contains(ContentKind.SERVICE);
        assertThat(kind("svc", "__src")).contains(ContentKind.COLLECTION);
        assertThat(kind("svc", "__src", "run.js")).contains(ContentKind.FILE);
        assertThat(kind("strange")).contains(ContentKind.COLLECTION);
    }

    @Test
    void whatPersoniumMaintainsIsRead() {
        ContentProperties properties = tree.node("id/docs").orElseThrow().properties();

        assertThat(properties.id()).isEqualTo("node");
        assertThat(properties.version()).isEqualTo(1);
        assertThat(properties.created()).isEqualTo(Instant.ofEpochMilli(1));
        assertThat(properties.updated()).isEqualTo(Instant.ofEpochMilli(2));
    }

    @Test
    void filesMayHaveTheNamesThatStorageUses() {
        assertThat(text("id/docs/content")).isEqualTo("named content");
        assertThat(text("id/docs/.pmeta")).isEqualTo("named .pmeta");
        assertThat(tree.node("id/docs/a.txt/content")).isEmpty();
        assertThat(find("docs", "a.txt", "content")).isEqualTo(new Place.BelowFile());
    }

    @Test
    void namesAreComparedExactly() {
        assertThat(kind("docs", COMPOSED)).isPresent();
        assertThat(find("docs", DECOMPOSED)).isEqualTo(new Place.Nowhere("id/docs/" + DECOMPOSED));
        assertThat(find("Docs")).isEqualTo(new Place.Nowhere("id/Docs"));
        assertThat(kind("docs", "100%.txt")).isPresent();
        assertThat(find("docs", "%")).isEqualTo(new Place.Nowhere("id/docs/%"));
        assertThat(find("docs", "_.txt")).isEqualTo(new Place.Nowhere("id/docs/_.txt"));
        assertThat(find("docs", "a.txt\u0000")).isEqualTo(new Place.Nowhere("id/docs/a.txt\u0000"));
        assertThat(tree.box("BOX")).isEmpty();
    }

    @Test
    void anEncodedSlashSeparatesNamesButBelongsToKeysOfEntities() {
        assertThat(kind("docs/a.txt")).contains(ContentKind.FILE);
        assertThat(kind("docs/")).contains(ContentKind.COLLECTION);
        assertThat(find("docs//a.txt")).isEqualTo(new Place.Nowhere("id/docs//a.txt"));
        assertThat(find("docs/../docs")).isEqualTo(new Place.Nowhere("id/docs/../docs"));
        assertThat(find("odata", "Type('a/b')", "_X"))
                .isEqualTo(new Place.InEntities(tree.node("id/odata").orElseThrow(), List.of("Type('a/b')", "_X")));
        assertThat(find("odata/Type('a/b')"))
                .isEqualTo(new Place.InEntities(tree.node("id/odata").orElseThrow(), List.of("Type('a/b')")));
    }

    @Test
    void whatIsNotThereIsNowhereHoweverDeep() {
        assertThat(find("no", "such", "thing")).isEqualTo(new Place.Nowhere("id/no/such/thing"));
        assertThat(find("svc", "run", "x"))
                .isEqualTo(new Place.InService(tree.node("id/svc").orElseThrow(), List.of("run", "x")));
        assertThat(find("docs", "x".repeat(100_000))).isInstanceOf(Place.Nowhere.class);
    }

    @Test
    void theMainBoxIsAlwaysThere() {
        StoredBox main = tree.box("__").orElseThrow();
        assertThat(tree.find(main, List.of("main.txt"))).isInstanceOf(Place.Here.class);

        ContentTree nothing = new ContentTree(Optional.empty());
        assertThat(nothing.find(nothing.box("__").orElseThrow(), List.of())).isInstanceOf(Place.Here.class);
        assertThat(nothing.find(main, List.of("main.txt"))).isEqualTo(new Place.Nowhere("__/main.txt"));
        assertThat(nothing.box("box")).isEmpty();
    }

    @Test
    void propertiesOfClientsAreFoundUnlessTheyAreTooLong() {
        stored.close();
        stored = new StoredTree(data.resolve("other"))
                .pmeta("id/x", "{\"d\":{\"a@n\":\"<a/>\",\"b@n\":1,\"c@n\":\"<c>long</c>\"},\"t\":\"col.webdav\"}");
        tree = stored.tree();
        ContentNode node = tree.node("id/x").orElseThrow();

        assertThat(tree.deadProperties(node, 100)).containsExactly("<a/>", "<c>long</c>");
        assertThat(tree.deadProperties(node, 5)).containsExactly("<a/>");
    }

    private Place find(String... below) {
        return tree.find(tree.box("box").orElseThrow(), List.of(below));
    }

    private Optional<ContentKind> kind(String... below) {
        return find(below) instanceof Place.Here here
                ? Optional.of(here.node().properties().kind())
                : Optional.empty();
    }

    private String text(String path) {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        int length = tree.file(tree.node(path).orElseThrow()).orElseThrow().read(bytes, 0);
        return new String(bytes.array(), 0, length, UTF_8);
    }
}
