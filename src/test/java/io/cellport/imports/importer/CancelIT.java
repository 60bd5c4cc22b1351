package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.vertx.core.eventbus.ReplyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An import that is cancelled at any moment before its activation stops and leaves content and status
 * as they were; afterwards it is too late, and the import is complete.
 */
class CancelIT {

    private static final int MOMENTS = 100;

    @TempDir
    Path directory;

    private final long seed = Long.getLong("cellport.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final CellContent[] outcomes = new CellContent[2];
    private final List<Duration> stops = new ArrayList<>();
    private EmbeddedUnit unit;
    private Cell cell;
    private int current = 1;
    private Duration importTime;

    @BeforeEach
    void prepare() throws IOException {
        System.out.println("seed of the cancellations: " + seed);
        unit = new EmbeddedUnit(directory.resolve("data"));
        cell = unit.store.create("cell");
        upload("snapshot0", medium(1));
        upload("snapshot1", medium(2));
        upload("bad", SnapshotBuilder.snapshot().with("10_odata/80_link.pjson", "{not json\n"));
        for (int i = 0; i < outcomes.length; i++) {
            long start = System.nanoTime();
            assertThat(unit.importAndWait(cell, "snapshot" + i)).isEqualTo(ImportStatus.READY);
            importTime = Duration.ofNanos(System.nanoTime() - start);
            outcomes[i] = CellContent.of(unit.store, cell);
        }
        assertThat(outcomes[0]).isNotEqualTo(outcomes[1]);
    }

    private static SnapshotBuilder medium(int seed) {
        return SnapshotBuilder.snapshot()
                .seed(seed)
                .userData(5_000, 300)
                .links(500)
                .files(50, 5_000);
    }

    private void upload(String name, SnapshotBuilder snapshot) throws IOException {
        unit.upload(cell, name, snapshot.writeTo(directory.resolve(name)));
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        unit.close();
        try (Stream<Path> files = Files.walk(directory.resolve("data/cells"))) {
            assertThat(files.filter(Files::isRegularFile)).as("generations").hasSize(1);
        }
    }

    @Test
    void aCellThatWasReadyIsReadyAgain() {
        for (int moment = 0; moment < MOMENTS; moment++) {
            cancelAtSomeMoment(ImportStatus.READY, moment);
        }
        assertManyWereStopped();
    }

    @Test
    void aFailureBeforeTheCancelledImportIsAnsweredAgain() {
        ImportStatus failed = unit.importAndWait(cell, "bad");
        for (int moment = 0; moment < MOMENTS; moment++) {
            assertThat(failed.phase()).isEqualTo(Phase.FAILED);
            failed = cancelAtSomeMoment(failed, moment) ? failed : unit.importAndWait(cell, "bad");
        }
        assertManyWereStopped();
    }

    /** Returns whether it was not too late. */
    private boolean cancelAtSomeMoment(ImportStatus before, int moment) {
        String context = "seed %d, moment %d".formatted(seed, moment);
        int next = 1 - current;
        long started = System.nanoTime();
        ImportAccepted accepted = unit.start(cell, "snapshot" + next);
        LockSupport.parkNanos((long) (random.nextDouble() * importTime.toNanos()));
        long asked = System.nanoTime();
        boolean inTime = cancel(context);
        ImportStatus after = Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> unit.status(cell), status -> !status.isActive());
        if (inTime) {
            stops.add(Duration.ofNanos(System.nanoTime() - asked));
        } else {
            current = next;
            // Imports get faster as the code gets warm, and the moments have to lie within one.
            importTime = Duration.ofNanos(System.nanoTime() - started);
        }
        assertThat(after).as(context).isEqualTo(inTime ? before : ImportStatus.READY);
        assertThat(CellContent.of(unit.store, cell)).as(context).isEqualTo(outcomes[current]);
        assertThat(unit.report(cell, accepted).state()).as(context).isEqualTo(inTime ? "Cancelled" : "Completed");
        assertThat(unit.journal.active()).as(context).isEmpty();
        return inTime;
    }

    private boolean cancel(String context) {
        try {
            unit.cancel(cell);
            return true;
        } catch (ReplyException refused) {
            assertThat(ReplyErrors.errorOf(refused).orElseThrow().code())
                    .as(context)
                    .isIn(ErrorCode.PR409_CM_0003, ErrorCode.PR404_CM_0001);
            return false;
        }
    }

    private void assertManyWereStopped() {
        Collections.sort(stops);
        Duration longest = stops.get(stops.size() - 1);
        System.out.printf(
                "an import takes %d ms; stopped %d of %d, within %d ms%n",
                importTime.toMillis(), stops.size(), MOMENTS, longest.toMillis());
        assertThat(stops).hasSizeGreaterThan(MOMENTS / 3);
    }
}
