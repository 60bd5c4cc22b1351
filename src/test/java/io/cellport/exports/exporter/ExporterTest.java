package io.cellport.exports.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.cellport.Patience;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.exports.journal.ExportState.Accepted;
import io.cellport.exports.journal.NewExport;
import io.cellport.exports.message.ExportAccepted;
import io.cellport.exports.message.ExportStatus;
import io.cellport.exports.message.ExportView;
import io.cellport.imports.importer.EmbeddedUnit;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an export: it completes, fails, is cancelled, or is cut off and begins again. */
class ExporterTest {

    @TempDir
    Path data;

    private ExportingUnit unit;

    private Cell cell;

    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void importRich() throws IOException {
        try (EmbeddedUnit importing = new EmbeddedUnit(data)) {
            cell = importing.store.create("cell1");
            importing.upload(cell, "rich", Path.of("src/test/resources/snapshots/rich.zip"));
            assertThat(importing.importAndWait(cell, "rich")).isEqualTo(ImportStatus.READY);
        }
        unit = new ExportingUnit(data);
    }

    @AfterEach
    void close() {
        release.countDown();
        unit.close();
    }

    @Test
    void theSnapshotHasTheSizeAndTheDigestOnRecord() throws IOException {
        ExportAccepted accepted = unit.start().export(cell, "out");

        ExportView record = unit.awaitEnd(cell, accepted.exportId());

        assertThat(record.state()).isEqualTo("Completed");
        assertThat(record.percent()).isEqualTo(100);
        assertThat(record.entities()).containsEntry("UserData", 397L);
        assertThat(unit.area.find(cell.id(), "out.zip")).hasValueSatisfying(stored -> {
            assertThat(stored.size()).isEqualTo(record.size());
            assertThat(stored.sha256()).isEqualTo(record.sha256());
        });
        assertThat(blobs()).isEqualTo(2);
        assertThat(unit.files(cell)).containsExactly("out.zip", "rich.zip");
    }

    @Test
    void whileItIsWrittenTheCellIsHeldAndTheSnapshotIsNotThere() {
        hold();
        unit.start().export(cell, "out");
        await().until(() -> unit.status(cell).percent() > 0);

        ExportStatus status = unit.status(cell);
        assertThat(status.name()).isEqualTo("out");
        assertThat(status.percent()).isLessThan(100);
        assertThat(unit.files(cell)).containsExactly("rich.zip");
        assertRefused(ErrorCode.PR409_CM_0002, () -> unit.export(cell, "other"));
        assertThatThrownBy(() -> unit.store.delete(cell.id())).hasMessage("PR409-CM-0002");
    }

    @Test
    void aContentThatIsOnItsWayToThisNodeIsWaitedFor() {
        CompletableFuture<Void> arrival = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        unit.around = store -> (CellStore) Proxy.newProxyInstance(
                CellStore.class.getClassLoader(), new Class<?>[] {CellStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("current") && !arrival.isDone()) {
                        throw ApiException.of(ErrorCode.PR503_SV_0002);
                    }
                    if (method.getName().equals("bring")) {
                        asked.incrementAndGet();
                        return arrival;
                    }
                    return method.invoke(store, arguments);
                });
        ExportAccepted accepted = unit.start().export(cell, "out");
        await().until(() -> asked.get() == 1);

        arrival.complete(null);

        assertThat(unit.awaitEnd(cell, accepted.exportId()).state()).isEqualTo("Completed");
    }

    /** More than run at a time, each with more blocks than the threads that deflate have room for. */
    @Test
    void manyExportsAtOnceComeToTheirEnds() throws IOException {
        List<Cell> cells = new ArrayList<>();
        unit.close();
        try (EmbeddedUnit importing = new EmbeddedUnit(data)) {
            for (int i = 0; i < 6; i++) {
                Cell other = importing.store.create("other" + i);
                importing.upload(other, "rich", Path.of("src/test/resources/snapshots/rich.zip"));
                assertThat(importing.importAndWait(other, "rich")).isEqualTo(ImportStatus.READY);
                cells.add(other);
            }
        }
        unit = new ExportingUnit(data).start();
        long alone = unit.awaitEnd(
                        cells.get(0), unit.export(cells.get(0), "alone").exportId())
                .size();

        List<ExportAccepted> accepted =
                cells.stream().map(each -> unit.export(each, "out")).toList();

        for (int i = 0; i < cells.size(); i++) {
            ExportView end = unit.awaitEnd(cells.get(i), accepted.get(i).exportId());
            assertThat(end.state()).isEqualTo("Completed");
            assertThat(end.size()).isCloseTo(alone, within(200L));
        }
    }

    @Test
    void aCancelledExportLeavesNothingAndFreesTheCell() {
        hold();
        ExportAccepted accepted = unit.start().export(cell, "out");
        await().until(() -> unit.area.writes.get() > 0);

        unit.cancel(cell);

        assertThat(unit.status(cell)).isEqualTo(ExportStatus.READY);
        assertThat(unit.record(cell, accepted.exportId()).state()).isEqualTo("Cancelled");
        assertRefused(ErrorCode.PR404_CM_0003, () -> unit.cancel(cell));
        release.countDown();
        await().until(this::nothingIsUnderWay);
        assertThat(unit.files(cell)).containsExactly("rich.zip");
        assertThat(unit.awaitEnd(cell, unit.export(cell, "out").exportId()).state())
                .isEqualTo("Completed");
    }

    @Test
    void aCancelBetweenTheLastByteAndTheEndThrowsTheBytesAway() throws IOException {
        unit.area.beforeWrite = () -> {
            if (unit.area.writes.get() > 20) {
                unit.area.beforeWrite = () -> {};
                unit.journal.end(
                        unit.journal.active(cell.id()).orElseThrow().toCancelled(Instant.now()), Optional.empty());
            }
        };

        ExportAccepted accepted = unit.start().export(cell, "out");

        assertThat(unit.awaitEnd(cell, accepted.exportId()).state()).isEqualTo("Cancelled");
        await().until(() -> blobs() == 1 && nothingIsUnderWay());
    }

    private boolean nothingIsUnderWay() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("tmp"))) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void aFailedExportLeavesAnErrorFileAndNoSnapshot() {
        unit.area.beforeWrite = () -> {
            if (unit.area.writes.get() == 3) {
                throw new StoreException("the disk is on fire");
            }
        };

        ExportAccepted accepted = unit.start().export(cell, "out");
        ExportView record = unit.awaitEnd(cell, accepted.exportId());

        assertThat(record.error()).isEqualTo(ApiError.of(ErrorCode.PR500_CM_0002, "write snapshot"));
        assertThat(unit.files(cell)).containsExactly("out.error", "rich.zip");
        assertThat(text("out.error"))
                .isEqualTo("{\"code\":\"PR500-CM-0002\",\"message\":{\"lang\":\"en\","
                        + "\"value\":\"Files I/O error caused [write snapshot] to fail.\"}}");
        assertThat(unit.awaitEnd(cell, unit.export(cell, "out").exportId()).state())
                .isEqualTo("Completed");
    }

    @Test
    void anExportThatAStopCutsOffIsCompletedByTheNextProcess() {
        hold();
        ExportAccepted accepted = unit.start().export(cell, "out");
        await().until(() -> unit.status(cell).percent() > 0);
        int percent = unit.status(cell).percent();
        unit.area.beforeWrite = () -> {
            throw new StoreException("closed by the stop");
        };
        unit.whenStopping = release::countDown;
        unit.close();

        unit = new ExportingUnit(data);
        assertThat(unit.files(cell)).containsExactly("rich.zip");
        assertThat(unit.journal.active(cell.id()))
                .hasValueSatisfying(
                        state -> assertThat(state.progress().percent()).isGreaterThanOrEqualTo(percent));
        unit.start();

        assertThat(unit.awaitEnd(cell, accepted.exportId()).state()).isEqualTo("Completed");
        assertThat(unit.files(cell)).containsExactly("out.zip", "rich.zip");
    }

    @Test
    void anExportWhoseProcessesDieAgainAndAgainIsGivenUp() {
        Accepted attempt = unit.journal.accept(new NewExport(cell.id(), cell.name(), "out", "tester"));
        for (int i = 0; i < 3; i++) {
            unit.journal.begin(attempt.toExporting(100));
            attempt = unit.journal.takeOver(List.of()).get(0);
        }
        unit.close();
        unit = new ExportingUnit(data).start();

        ExportView record = unit.awaitEnd(cell, attempt.run().exportId());

        assertThat(record.error()).isEqualTo(ApiError.of(ErrorCode.PR500_MC_0006));
        assertThat(unit.files(cell)).containsExactly("out.error", "rich.zip");
    }

    /** The second write waits: some of the content is written, some is not. */
    private void hold() {
        unit.area.beforeWrite = () -> {
            if (unit.area.writes.get() == 2) {
                awaitRelease();
            }
        };
    }

    private void awaitRelease() {
        try {
            assertThat(release.await(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long blobs() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("snapshots").resolve(cell.id()))) {
            return files.count();
        }
    }

    private String text(String fileName) {
        return new String(unit.content(unit.area.find(cell.id(), fileName).orElseThrow()), UTF_8);
    }

    private static void assertRefused(ErrorCode code, Runnable request) {
        assertThatThrownBy(request::run)
                .satisfies(failure -> assertThat(ReplyErrors.errorOf(failure))
                        .map(ApiError::code)
                        .contains(code));
    }
}
