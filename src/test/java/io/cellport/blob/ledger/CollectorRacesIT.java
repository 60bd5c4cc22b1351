package io.cellport.blob.ledger;

import static io.cellport.Together.together;
import static io.cellport.storage.Statements.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.BlobDigest;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobStoreContract;
import io.cellport.blob.BlobWriter;
import io.cellport.cell.Cell;
import io.cellport.cell.ClusteredCells;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.snapshot.area.PostgresSnapshotArea;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes whose collectors run all the time and keep nothing for any time, while everything else goes on. */
class CollectorRacesIT {

    private static final String REFERRED_TO = """
            SELECT cell_id, blob FROM snapshot
            UNION ALL SELECT id, generation_blob FROM cell WHERE generation_blob IS NOT NULL""";

    private static final int CHANGES = 80;

    private static final int IMPORTS = 12;

    private static final int WORKERS = 5;

    @TempDir
    Path directory;

    private final PostgresAddress address = PostgresServer.newDatabase();
    private final AtomicLong runs = new AtomicLong();
    private final AtomicInteger working = new AtomicInteger(WORKERS);
    private ClusteredCells[] nodes;
    private SnapshotArea[] areas;

    @BeforeEach
    void open() {
        nodes = new ClusteredCells[] {
            new ClusteredCells("node0", directory, address), new ClusteredCells("node1", directory, address)
        };
        areas = new SnapshotArea[] {area(nodes[0]), area(nodes[1])};
    }

    private static SnapshotArea area(ClusteredCells node) {
        return new PostgresSnapshotArea(node.database(), node.blobs(), new BlobLedger(node.database()), 10);
    }

    @AfterEach
    void close() {
        for (ClusteredCells node : nodes) {
            node.close();
        }
    }

    @Test
    void exactlyWhatIsReferredToIsLeftAndSound() throws Exception {
        List<String> names = List.of("cell0", "cell1", "cell2");
        names.forEach(name -> nodes[0].store().create(name));

        together(WORKERS + 2, worker -> {
            if (worker >= WORKERS) {
                collectMeanwhile(nodes[worker - WORKERS]);
                return true;
            }
            try {
                if (worker == 0) {
                    importAgainAndAgain(nodes[0], nodes[1]);
                } else if (worker == 1) {
                    deleteCells(nodes[1], names);
                } else {
                    changeSnapshots(worker, names);
                }
            } finally {
                working.decrementAndGet();
            }
            return true;
        });

        Collector last = collector(nodes[0]);
        while (last.collect()) {}
        assertThat(blobs("SELECT cell_id, name FROM blob")).isEqualTo(blobs(REFERRED_TO));
        sweepOrphans();
        assertThat(stored()).isEqualTo(blobs(REFERRED_TO));
        for (Cell cell : nodes[0].store().list()) {
            for (StoredSnapshot snapshot : areas[0].list(cell.id())) {
                assertSound(snapshot);
            }
        }
    }

    private static Collector collector(ClusteredCells node) {
        return new Collector(node.database(), node.blobs(), Duration.ZERO);
    }

    private void collectMeanwhile(ClusteredCells node) {
        Collector collector = collector(node);
        while (working.get() > 0) {
            collector.collect();
        }
    }

    /** Has one node build and activate, and the other one read at once. */
    private void importAgainAndAgain(ClusteredCells builder, ClusteredCells reader) {
        Cell cell = builder.store().create("imported");
        for (int i = 0; i < IMPORTS; i++) {
            long number = runs.incrementAndGet();
            builder.build(cell, number, List.of());
            builder.activate(cell.id(), number);
            try (CellGeneration current = reader.store().current(cell.id()).orElseThrow()) {
                assertThat(current.number()).isEqualTo(number);
            }
        }
    }

    private void deleteCells(ClusteredCells node, List<String> names) {
        for (int i = 0; i < CHANGES; i++) {
            String name = names.get(i % names.size());
            node.store().find(name).ifPresent(cell -> node.store().delete(cell.id()));
            node.store().create(name);
        }
    }

    private void changeSnapshots(int worker, List<String> names) {
        Random random = new Random(worker);
        SnapshotArea area = areas[worker % 2];
        for (int i = 0; i < CHANGES; i++) {
            Optional<Cell> cell = nodes[worker % 2].store().find(names.get(random.nextInt(names.size())));
            String file = random.nextInt(3) + ".zip";
            if (cell.isPresent() && random.nextInt(4) > 0) {
                unlessDeleted(() -> put(area, cell.get(), file, "content " + random.nextInt()));
            } else if (cell.isPresent()) {
                unlessDeleted(() -> area.delete(cell.get().id(), file, Precondition.NONE));
            }
        }
    }

    private static void put(SnapshotArea area, Cell cell, String file, String content) {
        try (BlobWriter writer = area.begin(cell.id())) {
            writer.write(ByteBuffer.wrap(content.getBytes(UTF_8)));
            area.commit(cell.id(), file, "application/zip", writer, Precondition.NONE);
        }
    }

    private static void unlessDeleted(Runnable change) {
        try {
            change.run();
        } catch (ApiException e) {
            assertThat(e.error().code()).isEqualTo(ErrorCode.PR404_DV_0003);
        }
    }

    private Set<BlobId> stored() {
        return BlobStoreContract.ids(nodes[0].blobs());
    }

    private Set<BlobId> blobs(String sql) {
        return Set.copyOf(nodes[0].database()
                .read(
                        "find blobs",
                        connection -> query(connection, sql, row -> new BlobId(row.getString(1), row.getString(2)))));
    }

    /** Uploads that were completed after their cell was deleted, because here nothing is kept for any time. */
    private void sweepOrphans() {
        OrphanSweep sweep = new OrphanSweep(nodes[0].database(), nodes[0].blobs(), Duration.ofMinutes(-1));
        sweep.forEach(orphan -> nodes[0].blobs().delete(orphan.id()));
    }

    private void assertSound(StoredSnapshot snapshot) throws IOException {
        try (BlobReader reader = areas[1].open(snapshot.blob().id()).orElseThrow()) {
            assertThat(BlobDigest.sha256(reader, () -> {})).isEqualTo(snapshot.sha256());
        }
    }
}
