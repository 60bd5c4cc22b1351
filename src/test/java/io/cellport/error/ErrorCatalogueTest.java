package io.cellport.error;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} and the catalogue in the code say the same. */
class ErrorCatalogueTest {

    /** Codes of resources that are being built. */
    private static final List<ErrorCode> AWAITED = List.of(
            ErrorCode.PR400_DV_0001,
            ErrorCode.PR400_DV_0003,
            ErrorCode.PR403_DV_0001,
            ErrorCode.PR416_DV_0001,
            ErrorCode.PR501_MC_0001,
            ErrorCode.PR503_DV_0001);

    @Test
    void everyCodeHasOneRowWithItsStatusAndItsText() throws IOException {
        Map<String, List<Row>> rows = rows().stream().collect(groupingBy(Row::code));

        assertThat(rows.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(rows.get(code.code())).singleElement().satisfies(row -> {
                assertThat(row.status()).isEqualTo(Integer.toString(code.status()));
                assertThat(row.text()).isEqualTo(code.template());
                assertThat(row.when()).endsWith(".");
                assertThat(row.origin()).isIn("Personium", "Cellport");
            });
        }
    }

    @Test
    void codesAndRowsAreInOrder() throws IOException {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code)).isSorted();
        assertThat(rows().stream().map(Row::code)).isSorted();
    }

    @Test
    void everyStatusIsAnError() {
        assertThat(ErrorCode.values())
                .allSatisfy(code -> assertThat(code.status()).isBetween(400, 599));
    }

    @Test
    void noCodeIsLeftOver() throws IOException {
        String sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("ErrorCode.java"))
                    .map(ErrorCatalogueTest::read)
                    .collect(Collectors.joining());
        }
        assertThat(ErrorCode.values())
                .filteredOn(code -> !sources.contains(code.name()) && !AWAITED.contains(code))
                .isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/errors.md")).stream()
                .takeWhile(line -> !line.equals("## What to do"))
                .filter(line -> line.startsWith("| PR"))
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .peek(cells -> assertThat(cells).hasSize(7))
                .map(cells -> new Row(cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5)))
                .toList();
    }

    private record Row(String code, String status, String text, String when, String origin) {}
}
