package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ErrorCode;
import io.cellport.http.description.OpenApi;
import io.cellport.http.pipeline.RouteErrors;
import io.cellport.http.pipeline.RouteTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends the requests below {@code src/test/resources/wire} byte by byte to a real port and compares the answers with
 * what the reference server was seen to answer, or with the deliberate differences that {@code docs/differences.md}
 * lists.
 */
public class WireRecordingsIT {

    private static final Path PAIRS = Path.of("src/test/resources/wire");

    private static final Pattern DIFFERENCE = Pattern.compile("(?m)^\\| (\\d+) \\|");

    private static final Pattern CODE = Pattern.compile("PR\\d{3}-[A-Z]{2}-\\d{4}");

    private static final OpenApi API = new OpenApi();

    @TempDir
    static Path directory;

    @AutoClose
    private static WireUnit unit;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        unit = new WireUnit(directory);
    }

    @TestFactory
    List<DynamicContainer> everyAnswerIsTheRecordedOne() {
        return files().map(WireRecordingsIT::replay).toList();
    }

    @Test
    void everyDifferenceIsListedAndEveryListedOneIsShown() throws IOException {
        Set<Integer> listed = DIFFERENCE
                .matcher(Files.readString(Path.of("docs/differences.md")))
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> shown = files().flatMap(file -> WirePair.in(file).stream())
                .flatMap(pair -> pair.differences().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        shown.addAll(ReadRecordingsIT.differences());

        assertThat(shown).isEqualTo(listed).isNotEmpty();
    }

    private static Stream<Path> files() {
        try (Stream<Path> files = Files.list(PAIRS)) {
            return files.filter(file -> file.toString().endsWith(".http")).sorted().toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static DynamicContainer replay(Path file) {
        WireVariables variables = unit.variables();
        URI source = file.toUri();
        return DynamicContainer.dynamicContainer(
                file.getFileName().toString(),
                source,
                WirePair.in(file).stream()
                        .map(pair -> DynamicTest.dynamicTest(pair.name(), source, () -> replay(pair, variables))));
    }

    private static void replay(WirePair pair, WireVariables variables) throws IOException {
        String request = variables.fill(pair.request());
        String method = request.substring(0, request.indexOf(' '));
        try (RawClient client = unit.connect()) {
            client.send(WireMessage.of(request, variables));
            WireAnswer answer = WireAnswer.read(client, method);
            compare(pair.answer(), answer, variables);
            checkDescription(request, method, answer);
        }
    }

    /** Holds the answer to the description of the API, if the path is that of a resource. */
    private static void checkDescription(String request, String method, WireAnswer answer) {
        List<String> lines = WirePair.head(request);
        String target = lines.get(0).substring(method.length() + 1);
        int query = target.indexOf('?');
        Resource resource = RouteTable.resolve(query < 0 ? target : target.substring(0, query));
        String override = "X-HTTP-Method-Override: ";
        String effective = lines.stream()
                .filter(line -> method.equals("POST") && line.startsWith(override) && line.length() > override.length())
                .map(line -> line.substring(override.length()))
                .findFirst()
                .orElse(method);
        if (RouteTable.describes(resource.getClass())) {
            API.check(effective, RouteTable.template(resource.getClass()), answer);
            RouteTable.find(effective, resource).ifPresent(route -> checkError(route, resource, answer));
        }
    }

    /** Holds an error to the route, which lists what it can end in. */
    private static void checkError(Route route, Resource resource, WireAnswer answer) {
        CODE.matcher(answer.body())
                .results()
                .filter(code -> answer.status() >= 400)
                .forEach(code -> assertThat(RouteErrors.of(route, resource))
                        .extracting(ErrorCode::code)
                        .contains(code.group()));
    }

    private static void compare(String expected, WireAnswer actual, WireVariables variables) {
        List<String> lines = WirePair.head(expected);
        assertThat(actual.status()).as("status; %s", actual).isEqualTo(Integer.parseInt(lines.get(0)));
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("!")) {
                assertThat(actual.headers()).doesNotContainKey(line.substring(1));
                continue;
            }
            int colon = line.indexOf(':');
            String value = actual.header(line.substring(0, colon));
            assertThat(variables.matches(line.substring(colon + 1).strip(), value))
                    .as("%s, but was: %s", line, value)
                    .isTrue();
        }
        assertThat(variables.matches(WirePair.body(expected), actual.body()))
                .as("%s, but was: %s", WirePair.body(expected), actual.body())
                .isTrue();
    }
}
