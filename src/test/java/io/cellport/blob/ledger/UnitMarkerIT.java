package io.cellport.blob.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.Together;
import io.cellport.blob.BlobStore;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.DirectSql;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitMarkerIT {

    @TempDir
    Path directory;

    @AutoClose
    private final PostgresDatabase unit = PostgresDatabase.open(PostgresServer.newDatabase());

    @AutoClose
    private final PostgresDatabase other = PostgresDatabase.open(PostgresServer.newDatabase());

    @BeforeEach
    void nameUnits() {
        name(unit, "unit 1");
        name(other, "unit 2");
    }

    private static void name(PostgresDatabase database, String id) {
        new DirectSql(database).change("UPDATE unit SET value = ? WHERE key = 'id'", id);
    }

    private BlobStore blobs(String node) {
        return DirectoryBlobStore.shared(directory, node);
    }

    @Test
    void aUnitFindsItsOwnStoreAgain() {
        UnitMarker.require(unit, blobs("node1"));
        UnitMarker.require(unit, blobs("node1"));
        UnitMarker.require(unit, blobs("node2"));
    }

    @Test
    void theStoreOfAnotherUnitIsRefusedAndStaysItsStore() {
        UnitMarker.require(unit, blobs("node1"));

        assertThatThrownBy(() -> UnitMarker.require(other, blobs("node1")))
                .isInstanceOf(StoreException.class)
                .hasMessage("cluster.blobs belongs to another cluster");

        UnitMarker.require(unit, blobs("node1"));
    }

    @Test
    void aStoreWithoutTheMarkThatTheUnitHasMadeIsRefusedAndNotMarked() {
        UnitMarker.require(unit, blobs("node1"));
        BlobStore empty = DirectoryBlobStore.shared(directory.resolve("not mounted"), "node1");

        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(() -> UnitMarker.require(unit, empty))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cluster.blobs");
        }

        UnitMarker.require(unit, blobs("node1"));
    }

    @RepeatedTest(5)
    void ofTwoUnitsThatStartAtTheSameTimeAtMostOneGetsTheStoreAndKeepsIt() throws Exception {
        List<PostgresDatabase> units = List.of(unit, other);

        List<Boolean> accepted = Together.together(2, i -> isAccepted(units.get(i)));

        assertThat(accepted).contains(false);
        assertThat(units.stream().map(this::isAccepted)).containsExactly(!accepted.get(1), accepted.get(1));
    }

    private boolean isAccepted(PostgresDatabase database) {
        try {
            UnitMarker.require(database, blobs("node"));
            return true;
        } catch (StoreException refused) {
            return false;
        }
    }
}
