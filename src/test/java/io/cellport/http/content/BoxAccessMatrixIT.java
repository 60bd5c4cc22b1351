package io.cellport.http.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of resource in a box times every credential times every way to grant something: {@code
 * src/test/resources/box-access-matrix.txt} says what has to come out.
 */
class BoxAccessMatrixIT {

    /** What is asked for, below the collection of a way to grant, by what it needs. */
    private static final Map<String, List<String>> ASKED = Map.of(
            "read",
            List.of("GET file", "GET col", "OPTIONS file", "OPTIONS data", "OPTIONS svc", "OPTIONS svc/__src"),
            "missing",
            List.of("GET nothing", "GET nothing/below", "GET svc/__src/nothing"),
            "properties",
            List.of("PROPFIND file", "PROPFIND col", "PROPFIND data", "PROPFIND svc", "PROPFIND svc/__src"),
            "exec",
            List.of("GET svc/hello", "POST svc/hello"));

    private static final Map<String, String> CREDENTIALS = new LinkedHashMap<>();

    @TempDir
    static Path directory;

    @AutoClose
    private static TestUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(directory.resolve("data"));
        unit.createCell("other");
        Accounts accounts = Accounts.importedInto(unit, "cell", GuardedBoxes.writeTo(directory.resolve("boxes.zip")));
        Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
        TokenIssuer before = new TokenIssuer(new KeyFile(unit.data()).open().signing(), unit.url(), yesterday);
        CREDENTIALS.put("garbage", "Bearer garbage");
        CREDENTIALS.put("scheme", "Digest abc");
        CREDENTIALS.put("expired", "Bearer " + before.unitToken(Duration.ofHours(1)));
        CREDENTIALS.put("foreign", "Bearer " + unit.tokens.cellToken("other", Duration.ofHours(1)));
        CREDENTIALS.put("no role", "Bearer " + accounts.token("carol", "secret"));
        CREDENTIALS.put("reader", "Bearer " + accounts.token("bob", "secret"));
        CREDENTIALS.put("scope", "Bearer " + Accounts.field(withScope(accounts), "access_token"));
        CREDENTIALS.put("root", "Bearer " + accounts.token("alice", "secret"));
        CREDENTIALS.put("unit", "Bearer " + unit.unitToken());
        CREDENTIALS.put("Basic reader", basic("bob:secret"));
        CREDENTIALS.put("Basic no role", basic("carol:secret"));
        CREDENTIALS.put("Basic wrong", basic("dave:wrong"));
    }

    private static HttpResponse<String> withScope(Accounts accounts) {
        return accounts.form("grant_type", "password", "username", "bob", "password", "secret", "scope", "log-read");
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @TestFactory
    Stream<DynamicTest> everyResourceIsOpenToThoseWhoAreGrantedIt() throws IOException {
        List<List<String>> lines = Files.readAllLines(Path.of("src/test/resources/box-access-matrix.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .toList();
        return lines.stream().skip(1).map(cells -> {
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                row.put(lines.get(0).get(i), cells.get(i));
            }
            return DynamicTest.dynamicTest(row.get("granted") + ", " + row.get("needed"), () -> check(row));
        });
    }

    @Test
    void whetherABoxIsThereEverybodyLearns() {
        for (String method : List.of("GET", "PROPFIND")) {
            HttpResponse<String> answer = unit.send(request(method, "nobox/file"));

            assertThat(TestUnit.code(answer)).isEqualTo("PR404-DV-0002");
        }
    }

    private static void check(Map<String, String> row) {
        for (String box : GuardedBoxes.BOXES) {
            for (String asked : asked(row.get("needed"), box)) {
                String method = asked.substring(0, asked.indexOf(' '));
                String path = box + "/" + row.get("granted") + "/" + asked.substring(method.length() + 1);
                if (!method.equals("OPTIONS")) {
                    check(row.get("nobody"), box, request(method, path));
                }
                CREDENTIALS.forEach((name, header) -> check(
                        row.get(worth(name, box)), box, request(method, path).header("Authorization", header)));
            }
        }
    }

    /** Kinds of resources make no difference; once is enough to see that. */
    private static List<String> asked(String needed, String box) {
        List<String> all = ASKED.get(needed);
        return box.equals("open") ? all : all.subList(0, 1);
    }

    /** Nobody can log in to the box of an application with a password alone. */
    private static String worth(String credential, String box) {
        boolean right = List.of("Basic reader", "Basic no role").contains(credential);
        return right && box.equals("app") ? "nobody" : credential;
    }

    private static HttpRequest.Builder request(String method, String path) {
        return unit.anonymous("cell/" + path)
                .method(method, BodyPublishers.noBody())
                .header("Depth", "0");
    }

    private static void check(String expected, String box, HttpRequest.Builder request) {
        HttpResponse<String> answer = unit.send(request);
        String what = answer.request() + " with " + answer.request().headers().firstValue("Authorization");
        if (expected.equals("ok") || expected.equals("acl")) {
            assertThat(answer.statusCode()).as(what + answer.body()).isNotIn(401, 403, 404, 405);
            if (answer.request().method().equals("PROPFIND")) {
                assertThat(answer.body().contains("<acl ")).as(what).isEqualTo(expected.equals("acl"));
            }
            return;
        }
        String[] code = expected.split("\\.", 2);
        assertThat(TestUnit.code(answer))
                .as(what)
                .isEqualTo(
                        code[0].equals("404")
                                ? "PR404-DV-0001"
                                : "PR%s-AU-%04d".formatted(code[0], Integer.parseInt(code[1])));
        if (code[0].equals("401")) {
            String realm = " realm=\"" + unit.url() + "cell/\"";
            List<String> schemes =
                    box.equals("open") ? List.of("Bearer" + realm, "Basic" + realm) : List.of("Bearer" + realm);
            assertThat(answer.headers().allValues("WWW-Authenticate")).as(what).isEqualTo(schemes);
        }
    }
}
