package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.Resource.CellBox;
import io.cellport.http.Resource.CellImport;
import io.cellport.http.Resource.CellNothing;
import io.cellport.http.Resource.CellRoot;
import io.cellport.http.Resource.CellSnapshotFile;
import io.cellport.http.Resource.CellSnapshots;
import io.cellport.http.Resource.UnitBadKey;
import io.cellport.http.Resource.UnitCell;
import io.cellport.http.Resource.UnitCells;
import io.cellport.http.Resource.UnitNothing;
import io.cellport.http.Resource.UnitRoot;
import io.cellport.http.Resource.UnitUnknownSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceResolverTest {

    @Test
    void theUnitLevelIsKnown() {
        assertThat(ResourceResolver.resolve("/")).isEqualTo(new UnitRoot());
        assertThat(ResourceResolver.resolve("/__ctl/Cell")).isEqualTo(new UnitCells());
        assertThat(ResourceResolver.resolve("/__ctl/Cell/")).isEqualTo(new UnitCells());
        assertThat(ResourceResolver.resolve("/__ctl/Cell('a')")).isEqualTo(new UnitCell("a"));
        assertThat(ResourceResolver.resolve("/__ctl/Cell(Name='a')")).isEqualTo(new UnitCell("a"));
        assertThat(ResourceResolver.resolve("/__ctl/Cell(%27a%27)")).isEqualTo(new UnitCell("a"));
        assertThat(ResourceResolver.resolve("/__ctl/Cell('a''b')")).isEqualTo(new UnitCell("a'b"));
        assertThat(ResourceResolver.resolve("/__ctl/Cell('a)")).isEqualTo(new UnitBadKey());
        assertThat(ResourceResolver.resolve("/__ctl/Role")).isEqualTo(new UnitUnknownSet());
    }

    @Test
    void whatIsInACellIsKnown() {
        assertThat(ResourceResolver.resolve("/c/__import")).isEqualTo(new CellImport("c"));
        assertThat(ResourceResolver.resolve("/c/__snapshot")).isEqualTo(new CellSnapshots("c"));
        assertThat(ResourceResolver.resolve("/c/__snapshot/x.zip")).isEqualTo(new CellSnapshotFile("c", "x.zip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/c/__import/", "/c/%5F%5Fimport", "/%63/__import"})
    void oneTrailingSlashAndEscapesMakeNoDifference(String path) {
        assertThat(ResourceResolver.resolve(path)).isEqualTo(new CellImport("c"));
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
        assertThat(ResourceResolver.resolve(path)).isEqualTo(new CellNothing("c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/c", "/c/"})
    void aCellHasAPathToo(String path) {
        assertThat(ResourceResolver.resolve(path)).isEqualTo(new CellRoot("c"));
    }

    @Test
    void aCellWithAHostOfItsOwnHasItsNameInNoPath() {
        assertThat(ResourceResolver.resolveInCell("c", "/__import/")).isEqualTo(new CellImport("c"));
        assertThat(ResourceResolver.resolveInCell("c", "/__snapshot/x.zip"))
                .isEqualTo(new CellSnapshotFile("c", "x.zip"));
        assertThat(ResourceResolver.resolveInCell("c", "/__ctl/Cell")).isEqualTo(new CellBox("c", "__ctl"));
        assertThat(ResourceResolver.resolveInCell("c", "/")).isEqualTo(new CellRoot("c"));
        assertThat(ResourceResolver.resolveInCell("c", "*")).isEqualTo(new CellNothing("c"));
    }

    @Test
    void anyOtherNameIsABox() {
        assertThat(ResourceResolver.resolve("/c/__Import")).isEqualTo(new CellBox("c", "__Import"));
        assertThat(ResourceResolver.resolve("/c/box/col/file")).isEqualTo(new CellBox("c", "box"));
    }

    @Test
    void namesAreDecodedAfterThePathIsCut() {
        assertThat(ResourceResolver.resolve("/a%2Fb/__import")).isEqualTo(new CellImport("a/b"));
        assertThat(ResourceResolver.resolve("/c/__snapshot/..%2Fx.zip"))
                .isEqualTo(new CellSnapshotFile("c", "../x.zip"));
        assertThat(ResourceResolver.resolve("/x/../c/__import")).isEqualTo(new CellBox("x", ".."));
    }

    @ParameterizedTest
    @NullAndEmptySource
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
        assertThat(ResourceResolver.resolve(path)).isEqualTo(new UnitNothing());
    }
}
