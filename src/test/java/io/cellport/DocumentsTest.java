package io.cellport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

    /** What is named in a picture. */
    private static final Pattern NAME = Pattern.compile("class=\"name\"[^>]*>([a-z0-9.-]+)<");

    /** Pools are handed their name as it is; threads that are none, and directories, are left out. */
    private static final Pattern POOL = Pattern.compile("\"cellport-((?!log\"|stop\"|epoch\"|demo-)[a-z-]+)\"");

    private static final int EXAMPLE_BEFORE = 22;

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

    @Test
    void theReadmeLinksEveryPage() throws IOException {
        List<String> linked = LINK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(link -> link.group(1))
                .toList();

        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            assertThat(linked)
                    .containsAll(pages.map(Path::toString)
                            .filter(page -> page.endsWith(".md"))
                            .toList());
        }
    }

    /** What a page is about is seen before it is read. */
    @Test
    void everyPageShowsAnExampleNearItsTop() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            assertThat(pages.filter(page -> page.toString().endsWith(".md"))
                            .filter(page ->
                                    text(page).lines().limit(EXAMPLE_BEFORE).noneMatch(line -> line.startsWith("```"))))
                    .isEmpty();
        }
    }

    @Test
    void thePictureOfThePackagesShowsEachOfThem() throws IOException {
        List<String> packages;
        Path root = Path.of("src/main/java/io/cellport");
        try (Stream<Path> files = Files.walk(root)) {
            packages = files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> root.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
                    .toList();
        }

        assertThat(names("architecture-packages.svg")).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void thePictureOfTheThreadsShowsEachPool() throws IOException {
        List<String> pools;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            pools = files.filter(file -> file.toString().endsWith(".java"))
                    .map(DocumentsTest::text)
                    .flatMap(source -> POOL.matcher(source).results())
                    .map(pool -> pool.group(1))
                    .distinct()
                    .toList();
        }

        assertThat(names("architecture-threads.svg")).containsExactlyInAnyOrderElementsOf(pools);
    }

    private static List<String> names(String picture) {
        return NAME.matcher(text(Path.of("docs", picture)))
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
