package io.cellport.http.console;

import static io.cellport.config.ConfigBuilder.config;
import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.TestUnit;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the console is served. */
class ConsoleTest {

    private static final Path FILES = Path.of("src/main/resources/io/cellport/http/console");

    /** What the page and its scripts refer to. */
    private static final Pattern REFERENCE = Pattern.compile("(?:\"__console/|from './)([a-z-]+\\.[a-z]+)['\"]");

    private static TestUnit unit;

    @BeforeAll
    static void start() {
        unit = TestUnit.withCells();
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @Test
    void everybodyMayHaveThePageAndNothingInItComesFromElsewhere() {
        HttpResponse<String> page = unit.send(unit.anonymous("__console"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body()).startsWith("<!doctype html>").doesNotContain("://", "<style", "style=", " onclick");
        assertThat(page.body()).doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void thePolicyAllowsNothingButTheUnitsOwnScriptsAndCells() {
        for (String path : List.of("__console", "__console/console.js", "__console/icon.svg")) {
            HttpResponse<String> answer = unit.send(unit.anonymous(path));

            assertThat(header(answer, "Content-Security-Policy"))
                    .startsWith(
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';")
                    .contains("base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "trusted-types 'none'")
                    .doesNotContain("unsafe");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(header(answer, "Cache-Control")).isEqualTo("private, no-cache");
            assertThat(header(answer, "Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void whereTheUnitsAddressIsKnownScriptsInBoxesCannotRun(@TempDir Path data) {
        assertThat(ContentPolicy.of(
                        config(data).url("https://unit.example/").build().unit()))
                .contains("script-src https://unit.example/__console/; style-src https://unit.example/__console/;")
                .contains("connect-src 'self';");
    }

    /** A policy cannot name an IP address; browsers would load no script at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {"https://[2001:db8::1]/", "http://[::1]:8080/", "http://192.0.2.7/", "http://192.0.2.7:8080/a/"})
    void whereTheUnitsAddressIsANumberItsScriptsStillRun(String url, @TempDir Path data) {
        assertThat(ContentPolicy.of(config(data).url(url).build().unit()))
                .contains("script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';");
    }

    @Test
    void aUnitsAddressEndsNoDirective(@TempDir Path data) {
        assertThat(ContentPolicy.of(
                        config(data).url("https://unit.example/a;b,c/").build().unit()))
                .contains("script-src https://unit.example/a%3Bb%2Cc/__console/; style-src");
    }

    @Test
    void cellsWithHostNamesMayBeAsked(@TempDir Path data) {
        assertThat(ContentPolicy.of(config(data)
                        .url("https://unit.example/")
                        .pathBased(false)
                        .build()
                        .unit()))
                .contains("connect-src 'self' https://*.unit.example/;");
    }

    @Test
    void whatABrowserHasIsNotSentAgain() {
        HttpResponse<String> page = unit.send(unit.anonymous("__console"));
        HttpResponse<String> again =
                unit.send(unit.anonymous("__console").header("If-None-Match", header(page, "ETag")));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(header(page, "ETag"));
    }

    @Test
    void headHasTheSameHeadersAndNoBody() {
        HttpResponse<String> page = unit.send(unit.anonymous("__console"));
        HttpResponse<String> head = unit.send(unit.anonymous("__console").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(header(page, "Content-Length"));
        assertThat(header(head, "ETag")).isEqualTo(header(page, "ETag"));
    }

    @Test
    void aSlashAtTheEndLeadsToThePage() {
        HttpResponse<String> answer = unit.send(unit.anonymous("__console/"));

        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(header(answer, "Location")).isEqualTo("../__console");
    }

    @Test
    void everythingThatThePageRefersToIsServedAndNothingElse() throws IOException {
        List<String> referred;
        try (Stream<Path> files = Files.list(FILES)) {
            referred = files.map(ConsoleTest::text)
                    .flatMap(text -> REFERENCE.matcher(text).results())
                    .map((MatchResult reference) -> reference.group(1))
                    .distinct()
                    .toList();
        }
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(referred.stream(), Stream.of("console.html", "openapi.json"))
                                    .toList());
        }
        assertThat(referred)
                .allSatisfy(name -> assertThat(
                                unit.send(unit.anonymous("__console/" + name)).body())
                        .isEqualTo(text(FILES.resolve(name))));
        for (String other : List.of("openapi.json", "console.html", "ConsoleApi.class", "..%2fconsole.html", "a/b")) {
            HttpResponse<String> answer = unit.send(unit.anonymous("__console/" + other));
            assertThat(answer.statusCode()).as(other).isEqualTo(404);
            assertThat(code(answer)).isEqualTo("PR404-MC-0001");
        }
    }

    @Test
    void noScriptMakesMarkupOfATextOrKeepsAnything() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".js")).toList())
                    .isNotEmpty()
                    .allSatisfy(file -> {
                        assertThat(text(file))
                                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
                                .doesNotContain("localStorage", "sessionStorage", "indexedDB", "document.cookie")
                                .doesNotContain("eval(", "new Function");
                        assertThat(text(file).lines()).hasSizeLessThanOrEqualTo(300);
                    });
        }
    }

    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaces() {
        for (String kind : List.of("texts", "advice")) {
            assertThat(keys(text(FILES.resolve(kind + "-ja.js"))))
                    .containsExactlyInAnyOrderElementsOf(keys(text(FILES.resolve(kind + "-en.js"))));
        }
    }

    /** Each key with what is filled in for it. */
    private static List<String> keys(String source) {
        return source.lines()
                .filter(line -> line.startsWith("  '"))
                .map(line -> line.substring(0, line.indexOf("':"))
                        + Pattern.compile("\\{\\w+}")
                                .matcher(line)
                                .results()
                                .map(MatchResult::group)
                                .sorted()
                                .toList())
                .toList();
    }

    @Test
    void turnedOffThereIsNoConsole(@TempDir Path data) throws IOException {
        try (TestUnit off = new TestUnit(config(data).withoutConsole().build())) {
            for (String path : List.of("__console", "__console/", "__console/console.js")) {
                HttpResponse<String> answer = off.send(off.anonymous(path));
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(code(answer)).isEqualTo("PR404-MC-0001");
            }
            assertThat(new JsonObject(off.send(off.anonymous("__openapi.json")).body())
                            .getJsonObject("paths")
                            .fieldNames())
                    .isNotEmpty()
                    .noneMatch(path -> path.startsWith("/__console"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
