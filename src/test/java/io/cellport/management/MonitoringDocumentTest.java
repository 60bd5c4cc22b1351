package io.cellport.management;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.Accounts;
import io.cellport.http.Route;
import io.cellport.http.TestUnit;
import io.cellport.http.pipeline.RouteTable;
import io.cellport.metric.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/monitoring.md} and what a working unit shows are the same, and none of it is data. */
class MonitoringDocumentTest {

    private static final Path DOCUMENT = Path.of("docs/monitoring.md");

    /** From where a pool is made to where the next thing comes. */
    private static final Pattern POOL = Pattern.compile("new WorkerPool\\([^)]*\\)[^;,]*");

    @TempDir
    static Path data;

    private static TestUnit unit;

    private static List<String> shown;

    @BeforeAll
    static void work() throws IOException {
        unit = new TestUnit(config(data).management().build());
        Accounts alice = Accounts.importedInto(unit, "secret-cell", Accounts.SMALL);
        alice.statusWith(alice.token("alice", "alicepass"));
        unit.post("secret-cell/__export", "");
        await().until(() ->
                unit.send(unit.request("secret-cell/__export")).body().equals("{\"status\":\"ready\"}"));
        shown = new ManagementClient(unit.managementPort())
                .get("/metrics")
                .body()
                .lines()
                .toList();
    }

    @AfterAll
    static void close() {
        unit.close();
    }

    @Test
    void theTableOfTheUnitsNumbersIsThatOfTheCode() throws IOException {
        String table =
                Arrays.stream(Metric.values()).map(MonitoringDocumentTest::row).collect(Collectors.joining());

        assertThat(Files.readString(DOCUMENT)).contains("|---|---|---|---|\n" + table + "\n");
    }

    private static String row(Metric metric) {
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s |%n".formatted(metric.shownName(), metric.kindName(), labels, metric.meaning());
    }

    @Test
    void theTableOfResourcesIsThatOfTheRoutes() throws IOException {
        String table = RouteTable.all().stream()
                .map(Route::resource)
                .distinct()
                .map(resource -> "| `%s` | `%s` |%n".formatted(resource.getSimpleName(), RouteTable.template(resource)))
                .collect(Collectors.joining());

        assertThat(Files.readString(DOCUMENT)).contains("| resource | path |\n|---|---|\n" + table + "\n");
    }

    @Test
    void everythingThatIsShownIsDocumented() throws IOException {
        Set<String> names = shown.stream()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .filter(name -> !name.endsWith("_max") || !names().contains(name.substring(0, name.length() - 4)))
                .collect(Collectors.toSet());
        String document = Files.readString(DOCUMENT);

        assertThat(names)
                .hasSizeGreaterThan(30)
                .allSatisfy(name -> assertThat(document).contains("| `" + name + "` |"));
    }

    @Test
    void allNumbersOfAUnitWithoutAClusterAreShown() {
        assertThat(names())
                .containsAll(Arrays.stream(Metric.values())
                        .filter(metric -> !metric.meaning().startsWith("Cluster:"))
                        .map(Metric::shownName)
                        .toList());
    }

    private static Set<String> names() {
        return shown.stream()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toSet());
    }

    @Test
    void everyPoolIsMeasured() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> pools = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> POOL.matcher(text(file)).results())
                    .map(MatchResult::group)
                    .toList();

            assertThat(pools)
                    .hasSizeGreaterThan(10)
                    .allSatisfy(pool -> assertThat(pool).contains(".measuredBy("));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noNameNoIdAndNoTokenIsShown() {
        assertThat(shown)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain("secret-cell", "alice", "snapshot1", unit.cellId("secret-cell"), "eyJ")
                        .doesNotContain(data.toString()));
    }
}
