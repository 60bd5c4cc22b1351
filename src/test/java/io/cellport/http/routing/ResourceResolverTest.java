package io.cellport.http.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.http.Area;
import io.cellport.http.Resource.CellBox;
import io.cellport.http.Resource.CellNothing;
import io.cellport.http.Resource.CellRoot;
import io.cellport.http.Resource.UnitNothing;
import io.cellport.http.Resource.UnitRoot;
import io.cellport.http.imports.ImportResource.CellImport;
import io.cellport.http.pipeline.RouteTable;
import io.cellport.http.snapshots.SnapshotResource.CellSnapshotFile;
import io.cellport.http.snapshots.SnapshotResource.CellSnapshots;
import io.cellport.http.unit.UnitResource.UnitBadKey;
import io.cellport.http.unit.UnitResource.UnitCell;
import io.cellport.http.unit.UnitResource.UnitCells;
import io.cellport.http.unit.UnitResource.UnitUnknownSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceResolverTest {

    private static final ResourceResolver PATHS = new ResourceResolver(RouteTable.areas());

    @Test
    void theUnitLevelIsKnown() {
        assertThat(PATHS.resolve("/")).isEqualTo(new UnitRoot());
        assertThat(PATHS.resolve("/__ctl/Cell")).isEqualTo(new UnitCells());
        assertThat(PATHS.resolve("/__ctl/Cell/")).isEqualTo(new UnitCells());
        assertThat(PATHS.resolve("/__ctl/Cell('a')")).isEqualTo(new UnitCell("a"));
        assertThat(PATHS.resolve("/__ctl/Cell(Name='a')")).isEqualTo(new UnitCell("a"));
        assertThat(PATHS.resolve("/__ctl/Cell(%27a%27)")).isEqualTo(new UnitCell("a"));
        assertThat(PATHS.resolve("/__ctl/Cell('a''b')")).isEqualTo(new UnitCell("a'b"));
        assertThat(PATHS.resolve("/__ctl/Cell('a)")).isEqualTo(new UnitBadKey());
        assertThat(PATHS.resolve("/__ctl/Role")).isEqualTo(new UnitUnknownSet());
    }

    @Test
    void whatIsInACellIsKnown() {
        assertThat(PATHS.resolve("/c/__import")).isEqualTo(new CellImport("c"));
        assertThat(PATHS.resolve("/c/__snapshot")).isEqualTo(new CellSnapshots("c"));
        assertThat(PATHS.resolve("/c/__snapshot/x.zip")).isEqualTo(new CellSnapshotFile("c", "x.zip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/c/__import/", "/c/%5F%5Fimport", "/%63/__import"})
    void oneTrailingSlashAndEscapesMakeNoDifference(String path) {
        assertThat(PATHS.resolve(path)).isEqualTo(new CellImport("c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/c//",
                "/c//__import",
                "/c/__import//",
                "/c/__import/x",
                "/c/__snapshot/a.zip/b",
                "/c/__snapshot//"
            })
    void nothingIsElsewhereInACell(String path) {
        assertThat(PATHS.resolve(path)).isEqualTo(new CellNothing("c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/c", "/c/"})
    void aCellHasAPathToo(String path) {
        assertThat(PATHS.resolve(path)).isEqualTo(new CellRoot("c"));
    }

    @Test
    void aCellWithAHostOfItsOwnHasItsNameInNoPath() {
        assertThat(PATHS.resolveInCell("c", "/__import/")).isEqualTo(new CellImport("c"));
        assertThat(PATHS.resolveInCell("c", "/__snapshot/x.zip")).isEqualTo(new CellSnapshotFile("c", "x.zip"));
        assertThat(PATHS.resolveInCell("c", "/c/__import")).isEqualTo(new CellBox("c", "c", List.of("__import")));
        assertThat(PATHS.resolveInCell("c", "/")).isEqualTo(new CellRoot("c"));
        assertThat(PATHS.resolveInCell("c", "*")).isEqualTo(new CellNothing("c"));
    }

    @Test
    void anyOtherNameIsABox() {
        assertThat(PATHS.resolve("/c/__Import")).isEqualTo(new CellBox("c", "__Import", List.of()));
        assertThat(PATHS.resolve("/c/box/col/file")).isEqualTo(new CellBox("c", "box", List.of("col", "file")));
    }

    @Test
    void namesAreDecodedAfterThePathIsCut() {
        assertThat(PATHS.resolve("/a%2Fb/__import")).isEqualTo(new CellImport("a/b"));
        assertThat(PATHS.resolve("/c/__snapshot/..%2Fx.zip")).isEqualTo(new CellSnapshotFile("c", "../x.zip"));
        assertThat(PATHS.resolve("/x/../c/__import")).isEqualTo(new CellBox("x", "..", List.of("c", "__import")));
    }

    @ParameterizedTest
    @EmptySource
    @ValueSource(
            strings = {
                "*",
                "c/__import",
                "//",
                "//c/__import",
                "/%",
                "/%4",
                "/%zz/__import",
                "/%ff/__import",
                "/%c0%af",
                "/__ctl",
                "/__ctl/",
                "/__ctl/Cell/x",
                "/__status",
                "/crossdomain.xml"
            })
    void everythingElseIsNothing(String path) {
        assertThat(PATHS.resolve(path)).isEqualTo(new UnitNothing());
    }

    @Test
    void noTwoAreasTakeTheSameName() {
        Area one = new TestArea().atUnit("__a").inCell("__b");

        assertThat(new ResourceResolver(
                        List.of(one, new TestArea().atUnit("__b").inCell("__a"))))
                .isNotNull();
        assertThatThrownBy(() -> new ResourceResolver(List.of(one, new TestArea().atUnit("__a"))))
                .hasMessage("two areas take the name __a");
        assertThatThrownBy(() -> new ResourceResolver(List.of(one, new TestArea().inCell("__b"))))
                .hasMessage("two areas take the name __b");
    }
}
