package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.snapshot.zip.SnapshotCopy;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells are remembered between requests, but whoever is told of a change sees it at once. */
class RememberedCellsIT {

    private static final int IMPORTS = 6;

    private static final String ACCOUNTS = "10_odata/11_account.pjson";

    @AutoClose
    private static final TestUnit unit = TestUnit.withCells();

    @Test
    void aDeletedCellIsGoneAndANewOneOfItsNameIsAnotherOne() throws IOException {
        Accounts cell = Accounts.importedInto(unit, "again", Accounts.SMALL);
        String token = cell.token("alice", "alicepass");
        assertThat(status(unit.request("again/__import"))).isEqualTo(200);
        assertThat(cell.refusal(token)).isEqualTo("200");

        assertThat(status(unit.request("again/")
                        .header("X-Personium-Recursive", "true")
                        .DELETE()))
                .isEqualTo(204);

        assertThat(status(unit.request("again/__import"))).isEqualTo(404);
        assertThat(cell.statusWith(token).statusCode()).isEqualTo(404);
        unit.createCell("again");
        assertThat(status(unit.request("again/__import"))).isEqualTo(200);
        assertThat(cell.refusal(token)).isEqualTo("PR401-AU-0006");
    }

    @Test
    void theTimeOfTheLastChangeIsThatOfTheLastImport() throws IOException {
        unit.createCell("changing");
        Accounts cell = new Accounts(unit, "changing");
        String created = unit.send(unit.request("__ctl/Cell('changing')")).body();

        assertThat(cell.importAgain(Accounts.SMALL)).isEqualTo("ready");

        assertThat(unit.send(unit.request("__ctl/Cell('changing')")).body()).isNotEqualTo(created);
    }

    /** Many clients ask all the time, so that some do at the moment at which the content changes. */
    @Test
    void whoeverHasSeenAnImportCompletedIsJudgedByItsContent(@TempDir Path directory) throws IOException {
        Accounts cell = Accounts.importedInto(unit, "alternating", Accounts.SMALL);
        String token = cell.token("alice", "alicepass");
        Path other = SnapshotCopy.small()
                .replacing(ACCOUNTS, "\"$e0801$oEcjR", "\"$e0801$AEcjR")
                .writeTo(directory.resolve("other.zip"));
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger judged = new AtomicInteger();
        List<CompletableFuture<Void>> clients = IntStream.range(0, 4)
                .mapToObj(client -> CompletableFuture.runAsync(
                        () -> {
                            while (begun.get() <= IMPORTS) {
                                int latest = accepted.get();
                                boolean ready = cell.isReady();
                                String answer = cell.refusal(token);
                                if (ready && begun.get() == latest) {
                                    assertThat(answer)
                                            .as("after import %s", latest)
                                            .isEqualTo(latest % 2 == 0 ? "200" : "PR401-AU-0002");
                                    judged.incrementAndGet();
                                }
                            }
                        },
                        asking -> new Thread(asking).start()))
                .toList();
        try {
            for (int number = 1; number <= IMPORTS; number++) {
                begun.set(number);
                cell.beginImport("number" + number, number % 2 == 0 ? Accounts.SMALL : other);
                accepted.set(number);
                int before = judged.get();
                await().until(() -> judged.get() > before + clients.size()
                        || clients.stream().anyMatch(CompletableFuture::isDone));
            }
        } finally {
            begun.set(IMPORTS + 1);
        }
        clients.forEach(CompletableFuture::join);
    }

    private static int status(HttpRequest.Builder request) {
        return unit.send(request).statusCode();
    }
}
