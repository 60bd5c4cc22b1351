package io.cellport.imports.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.MessageCodecs;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.imports.message.RunView;
import io.cellport.storage.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the disk does to {@code unit.db}: the start is refused, or a client is told the truth, that the record is
 * damaged, or an error with a code.
 */
class JournalDamageIT {

    private static final int PAGE = 4096;

    /** Bytes at the start of the file, behind which the first page's header stands, and of the header of a page. */
    private static final int FILE_HEADER = 100;

    private static final int PAGE_HEADER = 12;

    @TempDir
    Path directory;

    private final long seed = Long.getLong("cellport.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Vertx vertx = Vertx.vertx();

    /** What is true of each cell, by its id. */
    private final Map<String, ImportStatus> truth = new LinkedHashMap<>();

    private byte[] sound;
    private int damages;
    private int refused;
    private int toldDamaged;
    private int toldErrors;

    @BeforeEach
    void makeSoundFile() throws IOException {
        System.out.println("seed of the damages: " + seed);
        MessageCodecs.register(vertx.eventBus());
        Path data = directory.resolve("sound");
        try (LocalTracker unit = new LocalTracker(vertx, data)) {
            Cell failed = unit.cell("failed");
            DrivenRun.of(unit, failed).begin(1_000).at(420).fail();
            Cell cancelled = unit.cell("cancelled-after-a-failure");
            DrivenRun.of(unit, cancelled).begin(1_000).fail();
            DrivenRun.of(unit, cancelled).begin(1_000).cancel();
            Cell tried = unit.cell("tried-after-a-failure");
            DrivenRun.of(unit, tried).begin(1_000).fail();
            DrivenRun.dry(unit, tried).begin(1_000).complete();
            Cell importing = unit.cell("importing");
            DrivenRun.of(unit, importing).begin(1_000);
            Cell accepted = unit.cell("accepted");
            DrivenRun.of(unit, accepted);
            Cell completed = unit.cell("completed");
            DrivenRun.of(unit, completed).begin(1_000).complete();
            for (Cell cell :
                    List.of(failed, cancelled, tried, importing, accepted, completed, unit.cell("untouched"))) {
                truth.put(cell.id(), unit.status(cell));
            }
        }
        sound = Files.readAllBytes(data.resolve("unit.db"));
        look("no damage", sound);
        assertThat(refused + toldDamaged + toldErrors).isZero();
    }

    @AfterEach
    void close() {
        vertx.close().await();
        System.out.printf(
                "%d damages to %d bytes: %d starts refused, %d statuses told as damaged, %d as errors%n",
                damages, sound.length, refused, toldDamaged, toldErrors);
    }

    @Test
    void noneOfHundredsOfDamagesTurnsAFailureIntoReady() {
        for (int page = 0; page < sound.length; page += PAGE) {
            cutAt(page);
            cutAt(page + 1 + random.nextInt(PAGE - 1));
            int header = page == 0 ? FILE_HEADER + PAGE_HEADER : PAGE_HEADER;
            for (int i = 0; i < header; i++) {
                flip(page + i, random.nextInt(8));
            }
        }
        for (int i = 0; i < 150; i++) {
            flip(randomContent(), random.nextInt(8));
        }
        assertThat(refused).isPositive();
        assertThat(toldDamaged).as("flips that only a checksum can notice").isPositive();
    }

    @Test
    @Tag("nightly")
    void noSingleBitTurnsAFailureIntoReady() {
        for (int at = 0; at < sound.length; at++) {
            if (sound[at] != 0 || at % 16 == 0) {
                for (int bit = 0; bit < 8; bit++) {
                    flip(at, bit);
                }
            }
        }
        for (int length = 0; length < sound.length; length += 61) {
            cutAt(length);
        }
    }

    /** A byte that is in use: most of the file is free space. */
    private int randomContent() {
        int at;
        do {
            at = random.nextInt(sound.length);
        } while (sound[at] == 0);
        return at;
    }

    private void cutAt(int length) {
        look("cut at " + length, Arrays.copyOf(sound, length));
    }

    private void flip(int at, int bit) {
        byte[] damaged = sound.clone();
        damaged[at] ^= (byte) (1 << bit);
        look("bit %d of byte %d flipped".formatted(bit, at), damaged);
    }

    private void look(String damage, byte[] file) {
        String context = damage + ", seed " + seed;
        damages++;
        try (LocalTracker unit = new LocalTracker(vertx, dataWith(file))) {
            truth.forEach((cellId, status) -> assertToldHonestly(context, status, unit.askStatus(cellId)));
            truth.keySet().forEach(cellId -> assertListed(context, unit.askRuns(cellId, null, 10)));
        } catch (StoreException e) {
            refused++;
        }
    }

    private void assertToldHonestly(String context, ImportStatus truth, Future<ImportStatus> answer) {
        if (isAnswered(context, answer)) {
            ImportStatus told = answer.result();
            if (told.error() != null && told.error().code() == ErrorCode.PR500_MC_0002) {
                assertThat(told.phase()).as(context).isEqualTo(ImportStatus.Phase.FAILED);
                assertThat(told.percent()).as(context).isBetween(0, 99);
                toldDamaged++;
            } else {
                assertThat(told).as(context).isEqualTo(truth);
            }
        } else {
            toldErrors++;
        }
    }

    private static void assertListed(String context, Future<List<RunView>> answer) {
        if (isAnswered(context, answer)) {
            assertThat(answer.result())
                    .as(context)
                    .allMatch(report -> report.percent() >= 0 && report.percent() <= 100);
        }
    }

    /** Whether there is an answer; a failure must be one that a client can be told. */
    private static boolean isAnswered(String context, Future<?> answer) {
        answer.transform(any -> Future.succeededFuture()).await();
        if (answer.failed()) {
            assertThat(ReplyErrors.errorOf(answer.cause())).as(context).contains(ApiError.of(ErrorCode.PR503_SV_0003));
        }
        return answer.succeeded();
    }

    /** A data directory with that unit.db, beside what cells there may be. */
    private Path dataWith(byte[] file) {
        try {
            Path data = directory.resolve("damaged");
            Files.createDirectories(data.resolve("cells/some-cell"));
            for (String rest : List.of("unit.db-wal", "unit.db-shm", "unit.db-journal")) {
                Files.deleteIfExists(data.resolve(rest));
            }
            Files.write(data.resolve("unit.db"), file);
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
