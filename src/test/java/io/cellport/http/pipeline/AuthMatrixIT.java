package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.auth.access.Privilege;
import io.cellport.auth.access.Privilege.OnCell;
import io.cellport.http.Accounts;
import io.cellport.http.Resource;
import io.cellport.http.Route;
import io.cellport.http.TestUnit;
import io.cellport.http.Tokens;
import io.cellport.http.WireVariables;
import io.cellport.http.unit.UnitResource;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every route times every credential: {@code src/test/resources/auth-matrix.txt} says what has to come out. */
class AuthMatrixIT {

    private static final String PASS = "pass";

    private static final String NOTHING = "-";

    @TempDir
    static Path data;

    private static TestUnit unit;

    private static WireVariables tokens;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        unit = new TestUnit(data);
        unit.createCell("peer");
        Accounts people = Accounts.importedInto(unit, "people", Accounts.SMALL);
        tokens = new WireVariables(Tokens.of(unit, people, "people", "peer"));
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @TestFactory
    Stream<DynamicContainer> everyRouteRefusesWhoIsNotAllowed() throws IOException {
        List<Map<String, String>> credentials = credentials();
        return RouteTable.outsideOfBoxes().stream()
                .map(route -> DynamicContainer.dynamicContainer(
                        route.method() + " " + RouteTable.template(route.resource()),
                        credentials.stream()
                                .map(row -> DynamicTest.dynamicTest(row.get("credential"), () -> check(route, row)))));
    }

    @Test
    void onlyRootPasses() throws IOException {
        List<Map<String, String>> credentials = credentials();

        assertThat(whoPasses(credentials, "ROOT unit")).containsExactly("the unit administrator");
        assertThat(whoPasses(credentials, "UNIT_ROOT cell")).containsExactly("the unit administrator");
        assertThat(whoPasses(credentials, "ROOT cell"))
                .containsExactly("the cookie pair", "root by role", "root on the cell", "the unit administrator");
    }

    private static Stream<String> whoPasses(List<Map<String, String>> credentials, String column) {
        return credentials.stream().filter(row -> row.get(column).equals(PASS)).map(row -> row.get("credential"));
    }

    private static List<Map<String, String>> credentials() throws IOException {
        List<List<String>> lines = Files.readAllLines(Path.of("src/test/resources/auth-matrix.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
        return lines.subList(1, lines.size()).stream()
                .map(cells -> named(lines.get(0), cells))
                .toList();
    }

    private static Map<String, String> named(List<String> names, List<String> cells) {
        assertThat(cells).hasSameSizeAs(names);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), cells.get(i));
        }
        return row;
    }

    private static void check(Route route, Map<String, String> credential) {
        boolean inCell = Resource.InCell.class.isAssignableFrom(route.resource());
        Privilege privilege = RouteTable.privilege(route);
        String column = column(privilege) + (privilege != Privilege.NONE ? inCell ? " cell" : " unit" : "");
        assertThat(credential).containsKey(column);
        boolean preflight = route.method().equals(HttpMethod.OPTIONS)
                && credential.get("Authorization").equals(NOTHING);
        String expected = preflight ? PASS : credential.get(column);

        HttpResponse<String> answer = unit.send(request(route, credential));

        if (expected.equals(PASS)) {
            assertThat(answer.statusCode()).as(answer.body()).isNotIn(401, 403).isLessThan(500);
        } else {
            assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(expected, 2, 5, 10));
            assertThat(TestUnit.code(answer)).isEqualTo(expected);
        }
    }

    /** Other privileges on the cell no credential of the table holds without holding root. */
    private static String column(Privilege privilege) {
        if (privilege.equals(new OnCell(CellPrivilege.AUTH_READ))) {
            return "AUTH_READ";
        }
        return privilege instanceof OnCell ? "ROOT" : privilege == Privilege.NONE ? "NONE" : "UNIT_ROOT";
    }

    private static HttpRequest.Builder request(Route route, Map<String, String> credential) {
        boolean cellItself = route.resource().equals(UnitResource.UnitCell.class);
        if (cellItself && route.method().equals(HttpMethod.DELETE)) {
            unit.post("__ctl/Cell", "{\"Name\":\"doomed\"}");
        }
        String path = RouteTable.path(route.resource(), cellItself ? "doomed" : "people");
        String peer = credential.get("p_cookie_peer");
        String query = peer.equals(NOTHING) ? "" : "?p_cookie_peer=" + tokens.fill(peer);
        HttpRequest.Builder request = unit.anonymous(path.substring(1) + query);
        for (String header : List.of("Authorization", "Cookie")) {
            if (!credential.get(header).equals(NOTHING)) {
                request.header(header, tokens.fill(credential.get(header)));
            }
        }
        boolean sendsBody = Stream.of("POST", "PUT").anyMatch(route.method().name()::equals);
        return request.method(
                route.method().name(), sendsBody ? BodyPublishers.ofString("x") : BodyPublishers.noBody());
    }
}
