package io.cellport.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.cellport.snapshot.zip.Content;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.snapshot.zip.SnapshotCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a real browser on a real unit. {@code src/test/js/console.mjs} has the steps;
 * {@code -Dcellport.screenshots=docs/images} takes pictures on the way.
 */
class ConsoleIT {

    private static final String MARKUP = "<img src=x onerror=document.title=1>";

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aPersonCanDoEverythingInTheConsole(@TempDir Path directory) throws IOException, InterruptedException {
        Browser browser = Browser.find(Files.createDirectory(directory.resolve("browser")));
        Path snapshots = Files.createDirectory(directory.resolve("snapshots"));
        Files.copy(Path.of("src/test/resources/snapshots/medium.zip"), snapshots.resolve("medium.zip"));
        SnapshotCopy.small()
                .replacing("10_odata/20_role.pjson", "{\"Name\":\"boxrole\"}", "{\"Name\":boxrole}")
                .writeTo(snapshots.resolve("flawed.zip"));
        try (TestUnit unit = new TestUnit(directory.resolve("data"))) {
            Accounts.importedInto(unit, "people", people(directory));
            Accounts.importedInto(unit, "marked", marked(directory));
            try (HeldImport held = new HeldImport(unit.vertx)) {
                List<String> arguments = List.of(
                        unit.url(),
                        unit.unitToken(),
                        unit.tokens.cellToken("marked", HOUR),
                        snapshots.toString(),
                        System.getProperty("cellport.screenshots", ""));

                String failure = browser.run("console.mjs", arguments, wish -> grant(wish, held));

                assertThat(failure).isEmpty();
            }
        }
    }

    private static void grant(String wish, HeldImport held) {
        switch (wish) {
            case "hold" -> held.hold();
            case "release" -> held.release();
            default -> throw new AssertionError(wish);
        }
    }

    /** A cell with accounts, and with markup in an entity. */
    private static Path people(Path directory) throws IOException {
        return SnapshotCopy.small()
                .replacing("10_odata/70_userdata.pjson", "novel", MARKUP)
                .writeTo(directory.resolve("people.zip"));
    }

    /** A cell with more entities than a page has, and with markup in the name of a file. */
    private static Path marked(Path directory) throws IOException {
        return SnapshotBuilder.snapshot()
                .userData(60, 300)
                .files(3, 2_000)
                .bigFile(MARKUP, 4, Content.of("text"))
                .writeTo(directory.resolve("marked.zip"));
    }
}
