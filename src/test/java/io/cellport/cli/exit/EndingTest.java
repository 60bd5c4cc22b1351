package io.cellport.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {

    @Test
    void theTableOfExitCodesIsThatOfTheProgram() throws IOException {
        String table = Ending.table().entrySet().stream()
                .map((Map.Entry<String, String> row) -> "| %s | %s |%n".formatted(row.getKey(), row.getValue()))
                .collect(Collectors.joining("", "| code | means |%n|---|---|%n".formatted(), System.lineSeparator()));

        assertThat(Files.readString(Path.of("docs/command-line.md"))).containsIgnoringNewLines(table.strip());
    }

    @ParameterizedTest
    @CsvSource({
        "301,FAILED",
        "400,FAILED",
        "401,REFUSED",
        "403,REFUSED",
        "404,NOT_FOUND",
        "409,CONFLICT",
        "412,CONFLICT",
        "500,FAILED",
        "502,UNREACHABLE",
        "503,UNREACHABLE",
        "504,UNREACHABLE"
    })
    void theStatusOfARefusalDecidesTheCode(int status, Ending ending) {
        assertThat(Ending.ofStatus(status)).isEqualTo(ending);
    }
}
