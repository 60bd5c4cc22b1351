package io.cellport.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ErrorCode;
import io.cellport.http.exports.ExportResource;
import io.cellport.http.imports.ImportResource;
import io.cellport.http.pipeline.RouteErrors;
import io.cellport.http.pipeline.RouteTable;
import io.cellport.http.snapshots.SnapshotResource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} says what to do about each code that whoever imports or exports can meet. */
class ErrorsDocumentTest {

    @Test
    void eachCodeOfImportsExportsAndSnapshotsHasAdvice() {
        Stream<ErrorCode> ofRoutes = RouteTable.all().stream()
                .filter(route -> Stream.of(ImportResource.class, ExportResource.class, SnapshotResource.class)
                        .anyMatch(area -> area.isAssignableFrom(route.resource())))
                .flatMap(route -> RouteErrors.of(route, RouteTable.sample(route.resource())).stream());

        assertThat(advice().stream().map(cells -> cells.get(1)))
                .containsAll(ofRoutes.map(ErrorCode::code).distinct().toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void adviceIsASentenceAboutACodeOfTheCatalogue() {
        List<String> codes = Stream.of(ErrorCode.values()).map(ErrorCode::code).toList();

        assertThat(advice()).allSatisfy(cells -> {
            assertThat(cells).hasSize(5);
            assertThat(codes).contains(cells.get(1));
            assertThat(cells.get(2)).isNotEmpty();
            assertThat(cells.get(3)).endsWith(".");
        });
    }

    private static List<List<String>> advice() {
        String text = MarkdownPage.of("errors.md").text();
        return text.substring(text.indexOf("## What to do"))
                .lines()
                .filter(line -> line.startsWith("| PR"))
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
    }
}
