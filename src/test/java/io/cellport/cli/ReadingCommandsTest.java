package io.cellport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands that read a cell print and write, with a real unit that has a real snapshot. */
class ReadingCommandsTest {

    @TempDir
    static Path data;

    @AutoClose
    private static TestUnit unit;

    @TempDir
    Path directory;

    @BeforeAll
    static void importSnapshot() throws IOException {
        unit = new TestUnit(data);
        Accounts.importedInto(unit, "golden", Accounts.SMALL);
    }

    private static Execution execute(String command, String... arguments) {
        List<String> all =
                new ArrayList<>(List.of(command, "--url", unit.url(), "--token", unit.unitToken(), "--cell", "golden"));
        all.addAll(List.of(arguments));
        return Execution.of(all.toArray(String[]::new));
    }

    private static List<String> linesOf(String command, String... arguments) {
        Execution execution = execute(command, arguments);
        assertThat(execution.err()).isEmpty();
        assertThat(execution.exitCode()).isZero();
        return execution.out().lines().toList();
    }

    @Test
    void boxesAreListedByName() {
        assertThat(linesOf("ls")).containsExactly("__/", "box1/", "box2/");
    }

    @Test
    void membersAreListedWithTheirKinds() {
        assertThat(linesOf("ls", "box1")).containsExactly("docs/", "odata/", "svc/");
        assertThat(linesOf("ls", "-l", "box1/docs/"))
                .anyMatch(line -> line.matches(" +12  [A-Z][a-z]{2}, .* GMT +file +hello\\.txt"))
                .anyMatch(line -> line.matches(" +-  .* GMT +collection +日本語フォルダ/"));
        assertThat(linesOf("ls", "box1/docs/hello.txt")).containsExactly("hello.txt");
    }

    @Test
    void listsCanBeReadByPrograms() {
        JsonObject row = linesOf("ls", "--json", "box1/docs/日本語フォルダ").stream()
                .map(JsonObject::new)
                .findFirst()
                .orElseThrow();

        assertThat(row.getString("name")).isEqualTo("ファイルéü.txt");
        assertThat(row.getString("type")).isEqualTo("file");
        assertThat(row.getLong("size")).isEqualTo(16);
    }

    @Test
    void whatIsNotThereIsToldInTheWordsOfTheServer() {
        String listed = execute("ls", "box1/nothing").err();

        assertThat(listed).startsWith("PR404-DV-0001 ");
        for (String command : List.of("ls", "cat", "get")) {
            Execution execution = execute(command, "box1/nothing");
            assertThat(execution.exitCode()).as(command).isEqualTo(5);
            assertThat(execution.err()).as(command).isEqualTo(listed);
        }
    }

    @Test
    void aFileIsWrittenToStandardOutputByteForByte() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream usual = System.out;
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            assertThat(execute("cat", "box1/docs/bin.dat").exitCode()).isZero();
        } finally {
            System.setOut(usual);
        }

        assertThat(out.toByteArray()).isEqualTo(bytesAt("box1/docs/bin.dat"));
    }

    private static byte[] bytesAt(String path) {
        return unit.send(unit.request("golden/" + path), java.net.http.HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void aCollectionIsNoFile() {
        assertThat(execute("cat", "box1/docs").err()).isEqualTo("box1/docs is no file\n");
        assertThat(execute("get", "box1/docs").err()).isEqualTo("box1/docs is no file\n");
    }

    @Test
    void allFilesBelowACollectionAreDownloaded() throws IOException {
        Execution execution = execute("get", "--recursive", "box1", "--to", directory.toString());

        assertThat(execution.exitCode()).isZero();
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> directory.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "box1/docs/hello.txt",
                            "box1/docs/empty.bin",
                            "box1/docs/bin.dat",
                            "box1/docs/page.html",
                            "box1/docs/日本語フォルダ/ファイルéü.txt",
                            "box1/svc/__src/test.js");
        }
        assertThat(directory.resolve("box1/docs/bin.dat")).hasBinaryContent(bytesAt("box1/docs/bin.dat"));
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyOnDemand() throws IOException {
        Path file = Files.writeString(directory.resolve("own.txt"), "own");

        Execution refused = execute("get", "box1/docs/hello.txt", "--to", file.toString());
        assertThat(refused.exitCode()).isOne();
        assertThat(file).hasContent("own");

        assertThat(execute("get", "box1/docs/hello.txt", "--to", file.toString(), "--force")
                        .exitCode())
                .isZero();
        assertThat(file).hasContent("hello world");
    }

    @Test
    void entitiesArePrintedAsATable() {
        assertThat(linesOf("query", "__ctl/Account", "--orderby", "Name", "--select", "Name,Type"))
                .containsExactly("Name   Type", "alice  basic", "bob    basic", "carol  basic");
    }

    @Test
    void entitiesArePrintedAsLinesOfJson() {
        List<String> names = linesOf("query", "__ctl/Account", "--json", "--filter", "Name ne 'bob'", "--all").stream()
                .map(line -> new JsonObject(line).getString("Name"))
                .toList();

        assertThat(names).containsExactlyInAnyOrder("alice", "carol");
        assertThat(linesOf("query", "box1/odata/Author", "--json", "--top", "1"))
                .hasSize(1)
                .allMatch(line -> line.startsWith("{\"__id\":"));
    }

    @Test
    void aBadFilterIsToldInTheWordsOfTheServer() {
        assertThat(execute("query", "__ctl/Account", "--filter", "Name like 'b'")
                        .err())
                .startsWith("PR400-OD-0003 ");
    }
}
