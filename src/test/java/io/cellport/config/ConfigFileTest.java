package io.cellport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8080              | 8080",
                "1_000             | 1000",
                "0x10              | 16",
                "+5                | 5",
                "1.50              | 1.5",
                "True              | true",
                "yes               | true",
                "off               | false",
                "~                 | null",
                "''                | null",
                "\"08\"            | 08",
                "\"\\u0041\"       | A",
                "2001-01-01        | 2001-01-01",
                "[]                | ''",
                "[a, 2, true]      | a,2,true",
                "[[a, b], c]       | a,b,c",
                "[{x: y, z: [1]}]  | {\"x\":\"y\",\"z\":[1]}",
            })
    void aValueMeansWhatYamlSaysThatItMeans(String yaml, String text) throws IOException {
        assertThat(read("http:\n  key: " + yaml + "\n")).isEqualTo(Map.of("http.key", text));
    }

    @Test
    void aFileWithoutAnyValueSetsNothing() throws IOException {
        assertThat(read("")).isEmpty();
        assertThat(read("# nothing\n")).isEmpty();
        assertThat(read("~\n")).isEmpty();
        assertThat(read("http:\nunit: ~\nauth: {}\n")).isEmpty();
    }

    private Map<String, String> read(String yaml) throws IOException {
        return ConfigFile.read(Files.writeString(directory.resolve("cellport.yaml"), yaml));
    }
}
