package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names that would be paths, or look like other names, reach no file: nothing in or beside the data directory changes.
 */
class HostileNamesIT {

    private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "DELETE", "PROPFIND", "POST");

    /** As they stand in a request line. */
    private static final List<String> NAMES = List.of(
            "..",
            ".",
            "...",
            "../x",
            "../../victim.txt",
            "../../../victim.txt",
            "%2e%2e",
            "%2E%2E%2Fvictim.txt",
            "..%2f",
            "..%2f..%2fvictim.txt",
            "..%2f..%2f..%2fvictim.txt",
            "%2e%2e%2f%2e%2e%2fvictim.txt",
            "%5c..%5c",
            "..%5c..%5cvictim.txt",
            "..\\..\\victim.txt",
            "%2fetc%2fpasswd",
            "/etc/passwd",
            "%00",
            "a%00.zip",
            "victim.txt%00.zip",
            "%0a.zip",
            "%0d%0aX-Evil:1.zip",
            "%252e%252e%252fvictim.txt",
            "%c0%ae%c0%ae%c0%afvictim.txt",
            "%e0%80%ae%e0%80%ae",
            "%ff.zip",
            "%ed%a0%80.zip",
            "%u002e%u002e",
            "%",
            "%2",
            "%zz",
            "\uff0e\uff0e\uff0fvictim.txt",
            "%ef%bc%8e%ef%bc%8e%ef%bc%8fvictim.txt",
            "%e2%80%a5%e2%88%95victim.txt",
            "%d0%b0.zip",
            "a%cc%81.zip",
            "a.zi%C4%B1",
            "a%20.zip",
            "a.zip%20",
            "a.zip.",
            "a.zip::$DATA",
            "C:%5cvictim.txt",
            "~root",
            "$(touch x).zip".replace(" ", "%20"),
            "a;b.zip",
            "a.zip;v=1",
            "a%3f.zip",
            "a%23.zip",
            "*",
            "%27);DROP TABLE cell;--".replace(" ", "%20"),
            "a".repeat(193) + ".zip",
            "a".repeat(193),
            "a".repeat(4_000) + ".zip",
            "a." + "z".repeat(17));

    @TempDir
    static Path parent;

    private static TestUnit unit;

    private Map<Path, String> before;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(parent.resolve("victim.txt"), "untouched");
        unit = new TestUnit(parent.resolve("data"));
        unit.createCell("cell1");
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @BeforeEach
    void look() throws IOException {
        before = tree();
    }

    @AfterEach
    void nothingHasChanged() throws IOException {
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void noSnapshotHasSuchAName() throws IOException {
        for (String name : NAMES) {
            refused("/cell1/__snapshot/" + name, Set.of(400, 403, 404, 405));
        }
    }

    @Test
    void noCellHasSuchAName() throws IOException {
        for (String name : NAMES) {
            for (String rest : List.of("/__snapshot/a.zip", "/__snapshot", "/__import", "/__token")) {
                refused("/" + name + rest, Set.of(400, 403, 404, 405));
            }
            refused("/__ctl/Cell('" + name + "')", Set.of(400, 404, 405));
        }
    }

    @Test
    void noRunHasSuchAnId() throws IOException {
        for (String name : NAMES) {
            refused("/cell1/__import/runs/" + name, Set.of(400, 403, 404, 405));
        }
    }

    @Test
    void noBodyNamesAFileOrMakesACellWithSuchAName() {
        for (String name : NAMES) {
            HttpResponse<String> started = unit.post(
                    "cell1/__import", new JsonObject().put("Name", name).encode());
            HttpResponse<String> created =
                    unit.post("__ctl/Cell", new JsonObject().put("Name", name).encode());

            assertThat(started.statusCode()).as(name).isEqualTo(400);
            assertThat(created.statusCode()).as(name).isEqualTo(400);
            assertThat(started.body()).contains("PR400-CM-0002");
        }
    }

    @Test
    void noMethodHasSuchAName() throws IOException {
        List<String> methods = new ArrayList<>(NAMES);
        methods.addAll(List.of("a b", "GET /", "\t", "G\u00c9T", "(GET)", "get", "GET,GET", "\u007f", ":"));
        for (String method : methods) {
            try (RawClient client = new RawClient(unit)) {
                client.send("POST /cell1/__import HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                        + "X-HTTP-Method-Override: " + method + "\r\n\r\n");

                assertThat(client.head()).as(method).matches("(?s)HTTP/1\\.1 (400|401|405) .*");
            }
        }
    }

    private static void refused(String target, Set<Integer> expected) throws IOException {
        for (String method : METHODS) {
            try (RawClient client = new RawClient(unit)) {
                client.send(new String(
                        request(method, target).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));

                int status = Integer.parseInt(client.head().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
                assertThat(expected).as("%s %s", method, target).contains(status);
            }
        }
    }

    private static String request(String method, String target) {
        return method + " " + target + " HTTP/1.1\r\nHost: x\r\nDepth: 0\r\nAuthorization: Bearer " + unit.unitToken()
                + "\r\nContent-Length: 1\r\n\r\nx";
    }

    /** Every file below the parent of the data directory, with what identifies its content. */
    private static Map<Path, String> tree() throws IOException {
        Map<Path, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(parent)) {
            for (Path file : new ArrayList<>(files.toList())) {
                tree.put(file, state(file));
            }
        }
        return tree;
    }

    private static String state(Path file) {
        try {
            boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            return plain ? Files.size(file) + " " + Files.getLastModifiedTime(file) : "directory";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
