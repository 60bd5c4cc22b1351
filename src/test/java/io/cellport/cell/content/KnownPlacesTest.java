package io.cellport.cell.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of a path is what a look into the content says. */
class KnownPlacesTest {

    private static final long GENERATION = 1;

    @TempDir
    Path data;

    @AutoClose
    private StoredTree stored;

    private ContentTree tree;

    private final KnownPlaces places = new KnownPlaces();

    @BeforeEach
    void fill() {
        stored = new StoredTree(data)
                .put("id/docs", "col.webdav")
                .file("id/docs/a.txt", "hello")
                .put("id/docs/odata", "col.odata")
                .put("id/odata", "col.odata")
                .put("id/svc", "col.svc")
                .put("id/svc/__src", "col.webdav");
        tree = stored.tree();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "docs",
                "docs ",
                "docs|",
                "docs/",
                "docs/|a.txt",
                "docs|a.txt",
                "docs/a.txt",
                "docs|a.txt|below",
                "docs|b.txt",
                "odata",
                "odata/",
                "odata|Item",
                "odata/|Item",
                "odata/Item",
                "odata|Item('a/b')|_Other",
                "odata|odata|Item",
                "docs|odata|Item",
                "docs/odata|Item",
                "docs/odata/Item|more",
                "svc|name",
                "svc|__src",
                "nothing|at|all"
            })
    void itIsWhatTheTreeSays(String path) {
        List<String> asked = path.isEmpty() ? List.of() : List.of(path.split("\\|", -1));
        remember(List.of("odata", "Other"));
        remember(List.of("docs", "odata", "Other"));
        remember(asked);

        Optional<Place> known = known(GENERATION, asked);

        assertThat(known).isIn(Optional.empty(), Optional.of(find(asked)));
    }

    @Test
    void aResourceIsRememberedAndOfCollectionsOfEntitiesAllThatIsBelow() {
        remember(List.of("docs", "a.txt"));
        remember(List.of("odata", "Item"));

        assertThat(known(GENERATION, List.of("docs", "a.txt"))).contains(find(List.of("docs", "a.txt")));
        assertThat(known(GENERATION, List.of("odata"))).contains(find(List.of("odata")));
        assertThat(known(GENERATION, List.of("odata", "Other('1/2')", "_Item")))
                .contains(find(List.of("odata", "Other('1/2')", "_Item")));
    }

    @Test
    void nothingIsRememberedOfAnotherContentOrBoxOrOfPathsAtWhichNothingIs() {
        remember(List.of("odata", "Item"));
        remember(List.of("docs", "b.txt"));
        remember(List.of("svc", "name"));

        assertThat(known(2, List.of("odata", "Item"))).isEmpty();
        assertThat(places.find(GENERATION, StoredBox.MAIN, List.of("odata", "Item")))
                .isEmpty();
        assertThat(known(GENERATION, List.of("docs", "b.txt"))).isEmpty();
        assertThat(known(GENERATION, List.of("svc", "name"))).isEmpty();
    }

    private void remember(List<String> below) {
        places.remember(GENERATION, box(), below, find(below));
    }

    private Place find(List<String> below) {
        return tree.find(box(), below);
    }

    private StoredBox box() {
        return tree.box("box").orElseThrow();
    }

    private Optional<Place> known(long generation, List<String> below) {
        return places.find(generation, "box", below).map(KnownPlaces.Known::place);
    }
}
