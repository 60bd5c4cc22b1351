package io.cellport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkInADocumentLeadsToAFile(Path document) throws IOException {
        List<String> targets = LINK.matcher(Files.readString(document))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();

        assertThat(targets)
                .allSatisfy(target ->
                        assertThat(document.resolveSibling(target)).as(target).exists());
    }

    static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            Stream<Path> top = Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
                    .map(Path::of);
            return Stream.concat(top, docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }
}
