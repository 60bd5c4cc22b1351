package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.key.KeyFile;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.SqliteCellStore;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.SqliteSnapshotArea;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.storage.KillPoints;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import io.cellport.storage.UnsyncedFiles;
import io.cellport.storage.Wreck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power loss takes what was not forced to the disk, or only a part of it. Whenever it comes, the unit opens, a
 * snapshot is complete or not there, one that was stored is there, and so is a key that was given out.
 */
class UnsyncedWritesIT {

    private static final int ACTIONS = 8;

    @TempDir
    Path directory;

    private int losses;

    @Test
    void threeHundredPowerLossesBreakNoPromise() throws Exception {
        lose(300);
    }

    @Test
    @Tag("nightly")
    void tenThousandPowerLossesBreakNoPromise() throws Exception {
        lose(10_000);
    }

    private void lose(int atLeast) throws Exception {
        long seed = Long.getLong("cellport.seed", System.nanoTime());
        System.out.println("first seed of the power losses: " + seed);
        for (long next = seed; losses < atLeast; next++) {
            for (Loss loss : new Uploads(next).run()) {
                loss.check();
                losses++;
            }
        }
    }

    /** What a power loss has left, and what must be in it. */
    private record Loss(
            String context,
            Path data,
            String cellId,
            Map<String, String> before,
            Map<String, String> after,
            String key) {

        void check() throws Exception {
            Sqlite sqlite = new Sqlite();
            UnitDatabase unit = new UnitDatabase(data, sqlite);
            try (SqliteCellStore cells = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC())) {
                SqliteSnapshotArea area =
                        new SqliteSnapshotArea(unit, new DirectoryBlobStore(data), 100, Clock.systemUTC());
                area.deleteUnfinished();
                area.sweep();
                Map<String, String> found = new HashMap<>();
                for (StoredSnapshot snapshot : area.list(cellId)) {
                    String sha256 = sha256(content(area, snapshot));
                    assertThat(sha256)
                            .as("%s: content of %s", context, snapshot.fileName())
                            .isEqualTo(snapshot.sha256());
                    found.put(snapshot.fileName(), sha256);
                }
                assertThat(found).as(context).isIn(before, after);
                assertThat(files("snapshots")).as("%s: blobs", context).isEqualTo(found.size());
                assertThat(files("tmp")).as("%s: temporary files", context).isZero();
                assertThat(cells.list()).hasSize(1);
            }
            if (key != null) {
                assertThat(new KeyFile(data).open().signing().publicPem())
                        .as("%s: key", context)
                        .isEqualTo(key);
            }
        }

        private static byte[] content(SnapshotArea area, StoredSnapshot snapshot) throws IOException {
            try (BlobReader blob = area.open(snapshot.blob().id()).orElseThrow()) {
                ByteBuffer bytes = ByteBuffer.allocate((int) blob.size());
                blob.read(bytes, 0);
                return bytes.array();
            }
        }

        private long files(String name) throws IOException {
            try (Stream<Path> files = Files.walk(data.resolve(name))) {
                return files.filter(Files::isRegularFile).count();
            }
        }
    }

    /** Uploads, replacements and deletions of snapshots, as a seed decides, and power losses among them. */
    private final class Uploads {

        private final String context;
        private final Random random;
        private final Path data;
        private final UnsyncedFiles unsynced;
        private final KillPoints points;
        private final List<Loss> found = new ArrayList<>();
        private Map<String, String> before = Map.of();
        private Map<String, String> after = Map.of();
        private String cellId;
        private String key;

        Uploads(long seed) throws IOException {
            context = "seed " + seed;
            random = new Random(seed);
            data = Files.createDirectory(directory.resolve(Long.toString(seed)));
            unsynced = new UnsyncedFiles(directory.resolve(seed + ".stash"));
            points = new KillPoints(unsynced, this::reached);
        }

        private void reached(int number, String point) {
            if (cellId != null && random.nextInt(4) == 0) {
                Path copy = Wreck.copy(data, data.resolveSibling(data.getFileName() + "." + number));
                unsynced.loseFrom(copy, data, random);
                found.add(new Loss(context + ", " + number + ' ' + point, copy, cellId, before, after, key));
            }
        }

        List<Loss> run() throws Exception {
            Path watched = points.wrap(data);
            UnitDatabase unit = new UnitDatabase(watched, points.sqlite());
            try (SqliteCellStore cells = new SqliteCellStore(watched, unit, points.sqlite(), Clock.systemUTC())) {
                cellId = cells.create("cell").id();
                SnapshotArea area =
                        new SqliteSnapshotArea(unit, new DirectoryBlobStore(watched), 100, Clock.systemUTC());
                for (int action = 0; action < ACTIONS; action++) {
                    change(area);
                    if (action == 1) {
                        key = new KeyFile(watched).open().signing().publicPem();
                    }
                }
            }
            return found;
        }

        private void change(SnapshotArea area) throws Exception {
            String name = "snapshot" + random.nextInt(3) + ".zip";
            Map<String, String> changed = new HashMap<>(before);
            if (random.nextInt(4) == 0) {
                changed.remove(name);
                after = changed;
                area.delete(cellId, name, Precondition.NONE);
            } else {
                byte[] bytes = new byte[random.nextInt(5_000)];
                random.nextBytes(bytes);
                changed.put(name, sha256(bytes));
                after = changed;
                try (BlobWriter blob = area.begin(cellId)) {
                    blob.write(ByteBuffer.wrap(bytes));
                    area.commit(cellId, name, "application/zip", blob, Precondition.NONE);
                }
            }
            before = after;
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
