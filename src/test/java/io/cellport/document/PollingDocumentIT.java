package io.cellport.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.http.TestRouter;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.StatusQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of {@code docs/polling.md} print what stands below them. The tracker is the test's own. */
class PollingDocumentIT {

    private static final Instant STARTED = Instant.parse("2026-01-31T12:00:00Z");

    private static final ImportStatus RUNNING = ImportStatus.inProgress(STARTED, 42, "my-snapshot");

    private static final ImportStatus FAILED =
            ImportStatus.failed(STARTED, 42, "my-snapshot", ApiError.of(ErrorCode.PR400_CM_0004, "{\"oops\"]"));

    @TempDir
    Path directory;

    private volatile ImportStatus status = RUNNING;

    @Test
    void everyLinePrintsWhatStandsBelowIt() throws IOException {
        assumeTrue(Program.exists("curl"), "curl is not installed");
        MarkdownPage page = MarkdownPage.of("polling.md");
        List<String> commands = page.blocks("sh");
        List<String> answers = page.blocks("text");
        assertThat(answers).hasSameSizeAs(commands).hasSize(4);

        try (TestRouter router =
                new TestRouter(directory.resolve("data"), Clock.fixed(STARTED.plusSeconds(100), ZoneOffset.UTC))) {
            router.vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, query -> query.reply(status));
            for (int i = 0; i < commands.size(); i++) {
                status = answers.get(i).contains("import failed") ? FAILED : RUNNING;
                assertThat(run(router, commands.get(i)))
                        .containsSubsequence(answers.get(i).lines().toList());
            }
        }
    }

    private List<String> run(TestRouter router, String command) {
        Map<String, String> variables =
                Map.of("CELL_URL", "http://127.0.0.1:" + router.port() + "/cell1/", "TOKEN", router.token);
        Program program = Program.run(directory, variables, List.of("bash", "-c", command));
        assertThat(program.exitCode()).as(program.err()).isZero();
        return program.lines();
    }
}
