package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.cellport.FilesBelow;
import io.cellport.cell.Cell;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.inspection.Inspected;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.snapshot.zip.Content;
import io.cellport.snapshot.zip.Hostile;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.snapshot.zip.SnapshotLayout;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import io.vertx.core.eventbus.ReplyException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hostile snapshot is refused before the cell is touched, or fails its run with the cell's content as it was; at
 * little cost, and without a trace on the disk.
 */
class HostileImportIT {

    /** Of all threads, so that what another process does is not counted. */
    private static final Duration ALLOWED_CPU = Duration.ofSeconds(10);

    private static final long ALLOWED_HEAP = 64L << 20;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @TempDir
    static Path directory;

    @TempDir
    static Path workspaces;

    private static EmbeddedUnit unit;
    private static Cell cell;
    private static CellContent content;
    private static List<String> files;
    private static long heap;

    @BeforeAll
    static void fillACell() throws IOException {
        Files.writeString(directory.resolve("beside.txt"), "what lies beside the data directory");
        unit = new EmbeddedUnit(directory.resolve("data"));
        cell = unit.store.create("cell");
        unit.upload(cell, "small1", Path.of("src/test/resources/snapshots/small1.zip"));
        assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);
        content = CellContent.of(unit.store, cell);
        unit.upload(cell, "hostile", Path.of("src/test/resources/snapshots/small1.zip"));
        files = files();
        heap = usedHeap();
    }

    @AfterAll
    static void nothingIsLeftInMemory() {
        long growth = usedHeap() - heap;
        unit.close();
        assertThat(growth).isLessThan(ALLOWED_HEAP);
    }

    static Stream<Hostile> archives() {
        return Hostile.archives().filter(hostile -> hostile.limits().equals(io.cellport.config.Limits.DEFAULT));
    }

    static Stream<HostileContent> contents() {
        return HostileContent.all();
    }

    @ParameterizedTest
    @MethodSource("archives")
    void aHostileArchiveDoesNotChangeTheCell(Hostile hostile) throws IOException {
        Path file = directory.resolve("archive.zip");
        hostile.writeTo(file);
        assertHarmless(file, hostile.code());
    }

    @ParameterizedTest
    @MethodSource("contents")
    void hostileContentDoesNotChangeTheCell(HostileContent hostile) throws IOException {
        assertHarmless(hostile.snapshot().writeTo(directory.resolve("content.zip")), hostile.code());
    }

    private static void assertHarmless(Path snapshot, ErrorCode expected) throws IOException {
        List<ImportFailure> findings = new Inspected(workspaces).of(snapshot).findings();
        unit.upload(cell, "hostile", snapshot);
        Files.delete(snapshot);

        Duration start = cpu();
        ImportFailure failure = importFailure();
        ApiError error = failure.error();
        Duration taken = cpu().minus(start);

        assertThat(findings).as("what an inspection finds").anyMatch(finding -> isSame(finding, failure));
        assertThat(error.code()).as(error.text()).isEqualTo(expected);
        assertThat(taken).isLessThan(ALLOWED_CPU);
        assertThat(CellContent.of(unit.store, cell)).isEqualTo(content);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(files()).isEqualTo(files));
    }

    private static Duration cpu() {
        return Duration.ofNanos(SYSTEM.getProcessCpuTime());
    }

    /** Without an entry if the import was not accepted. */
    private static ImportFailure importFailure() {
        try {
            ImportStatus status = unit.importAndWait(cell, "hostile");
            assertThat(status.phase()).isEqualTo(ImportStatus.Phase.FAILED);
            return ((ImportState.Failed)
                            unit.journal.history(cell.id(), 1).get(0).state())
                    .failure();
        } catch (ReplyException e) {
            return ImportFailure.of(ReplyErrors.errorOf(e).orElseThrow());
        }
    }

    private static boolean isSame(ImportFailure finding, ImportFailure failure) {
        return failure.entry() == null ? finding.error().equals(failure.error()) : finding.equals(failure);
    }

    /** Every file in and beside the data directory, snapshots by their number only, because their names change. */
    private static List<String> files() throws IOException {
        return FilesBelow.of(directory).stream()
                .map(file -> directory.relativize(file).toString())
                .map(name -> name.startsWith("data/snapshots/") ? "data/snapshots/*" : name)
                .sorted()
                .toList();
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".*",
                "(a+)+$",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "[",
                "\\\\",
                "%",
                "_",
                "*",
                "'; DROP TABLE entity; --",
                "../../x",
                "${jndi:ldap://x}",
                "\\ud83d\\ude00",
                "a\\tb",
                "日本"
            })
    void anIdMayLookLikeAnything(String id) throws IOException {
        SnapshotBuilder snapshot = SnapshotBuilder.snapshot()
                .with(
                        PjsonFile.ROLE.path(),
                        role(id, id) + role("other", "other").replace("\n", "\r\n"));

        assertImports("ids", snapshot);

        Cell target = unit.store.find("ids").orElseThrow();
        String plain = id.replace("\\ud83d\\ude00", "😀").replace("\\t", "\t").replace("\\\\", "\\");
        try (var stored = unit.store.current(target.id()).orElseThrow()) {
            assertThat(stored.entity(plain)).isPresent();
            assertThat(stored.summary().entities()).containsEntry("Role", 2L);
        }
        delete(target);
    }

    @Test
    void halfASurrogatePairInAValueIsKeptAsItIsWritten() throws IOException {
        String line = role("a", "a").replace("}}}", "},\"x\":\"\\ud800\"}}");

        String document = "{\"_type\":\"Cell\",\"_id\":\"i\",\"_source\":{\"s\":{\"Name\":\"n\"},\"x\":\"\\udfff\"}}";

        assertImports(
                "half",
                SnapshotBuilder.snapshot().with(PjsonFile.ROLE.path(), line).with(SnapshotLayout.CELL, document));

        Cell target = unit.store.find("half").orElseThrow();
        try (var stored = unit.store.current(target.id()).orElseThrow()) {
            assertThat(new String(stored.entity("a").orElseThrow().source(), StandardCharsets.UTF_8))
                    .contains("\\ud800");
            assertThat(new String(stored.entity("Cell", "half").orElseThrow().source(), StandardCharsets.UTF_8))
                    .containsIgnoringCase("\\udfff");
        }
        delete(target);
    }

    @Test
    void aHundredThousandBoxesAreImported() throws IOException {
        Content boxes = Content.of(IntStream.range(0, 100_000)
                .mapToObj(i -> HostileContent.line("i" + i, "n" + i))
                .collect(Collectors.joining()));

        SnapshotBuilder snapshot = SnapshotBuilder.snapshot().with(PjsonFile.BOX.path(), boxes);
        for (int i = 0; i < 100_000; i++) {
            snapshot.with("20_webdav/i" + i + "/.pmeta", "{}");
        }

        assertImports("boxes", snapshot);

        Cell target = unit.store.find("boxes").orElseThrow();
        delete(target);
    }

    private static String role(String id, String name) {
        return HostileContent.line(id, name).replace("\"Box\"", "\"Role\"");
    }

    private static void delete(Cell target) {
        assertThat(unit.store.delete(target.id())).isTrue();
        unit.snapshots.deleteFiles(target.id());
    }

    private static void assertImports(String name, SnapshotBuilder snapshot) throws IOException {
        Cell target = unit.store.create(name);
        Path file = snapshot.writeTo(directory.resolve("harmless.zip"));
        unit.upload(target, "harmless", file);
        Files.delete(file);
        assertThat(unit.importAndWait(target, "harmless")).isEqualTo(ImportStatus.READY);
    }
}
