package io.cellport.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.storage.postgres.Refusal;
import io.cellport.storage.postgres.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a generation gets from the node that builds it to all nodes. */
class PublishedGenerationsIT extends TwoNodes {

    @Test
    void anActivationChangesRunCellAndBlobsTogether() {
        publish(1);
        String old = a.sql.text("SELECT generation_blob FROM cell");
        publish(2);

        assertThat(a.sql.text("SELECT generation_blob FROM cell")).isNotEqualTo(old);
        assertThat(a.sql.text("SELECT state FROM blob WHERE name = '" + old + "'"))
                .isEqualTo("DOOMED");
        assertThat(a.sql.text(
                        "SELECT count(*) FROM blob WHERE state = 'LIVE' AND name = (SELECT generation_blob FROM cell)"))
                .isEqualTo("1");
        assertThat(a.sql.text("SELECT state FROM import_run WHERE number = 2")).isEqualTo("Completed");
        assertThat(a.sql.text(
                        "SELECT count(*) FROM cell, import_run WHERE number = 2 AND cell.epoch = import_run.epoch"))
                .isEqualTo("1");
    }

    @Test
    void anActivationWhoseBlobIsGoneChangesNothing() {
        publish(1);
        a.build(cell, 2, ROWS);
        a.sql.change("UPDATE blob SET state = 'DOOMED', doomed_at = 0 WHERE run = 2");
        String before = a.sql.text("SELECT n FROM epoch");

        assertThatThrownBy(() -> a.activate(cell.id(), 2))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.BLOB_GONE));

        assertThat(a.sql.text("SELECT n FROM epoch")).isEqualTo(before);
        assertThat(a.sql.text("SELECT state FROM import_run WHERE number = 2")).isEqualTo("Importing");
        assertThat(read(b, cell)).isEqualTo("1 [Account, Box]");
    }

    @Test
    void theGenerationOfADryRunStaysOnItsNode() {
        a.begin(cell, 1);
        a.sql.change("UPDATE import_run SET validate_only = true");

        a.seal(cell, 1, ROWS);

        assertThat(blobs()).isEmpty();
        assertThat(a.sql.text("SELECT count(*) FROM blob")).isEqualTo("0");
        assertThat(a.store().numbers(cell.id())).containsExactly(1L);
    }

    @Test
    void aRunThatAnotherProcessHasTakenOverUploadsNothing() {
        a.begin(cell, 1);
        a.sql.change("UPDATE import_run SET boot = 'another'");

        assertThatThrownBy(() -> a.seal(cell, 1, ROWS))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.RUN_LOST));

        assertThat(blobs()).isEmpty();
        assertThat(a.sql.text("SELECT count(*) FROM blob")).isEqualTo("0");
    }

    @Test
    void anUploadThatFailsIsRepeatedAndItsFirstBlobGivenUp() {
        files.fails = true;

        publish(1);

        assertThat(read(b, cell)).isEqualTo("1 [Account, Box]");
        assertThat(a.sql.text("SELECT string_agg(state, ' ' ORDER BY state) FROM blob"))
                .isEqualTo("DOOMED LIVE");
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void ofTwoCompleteBlobsOfAnAttemptOneIsActivatedAndTheOtherGivenUp() {
        a.build(cell, 1, ROWS);
        a.seal(cell, 1, List.of());
        assertThat(a.sql.text("SELECT count(*) FROM blob WHERE state = 'STAGED'"))
                .isEqualTo("2");

        a.activate(cell.id(), 1);

        assertThat(read(b, cell)).isEqualTo("1 [Account, Box]");
        assertThat(a.sql.text("SELECT string_agg(state, ' ' ORDER BY state) FROM blob"))
                .isEqualTo("DOOMED LIVE");
    }

    @Test
    void filesOfACellThatAnotherNodeHasDeletedAreSweptAndUnknownOnesKept() throws IOException {
        a.begin(cell, 1);
        a.store().build(cell.id(), 1).close();
        Path unknown = Files.createDirectories(directory.resolve("node1/cells/unknown"));
        Files.createFile(unknown.resolve("3.db"));
        a.sql.call("record_import(1, 1, 1, NULL, 'Cancelled', 0, 1, 0, NULL, NULL, NULL, NULL, NULL)");
        b.store().delete(cell.id());
        assertThat(a.store().numbers(cell.id())).containsExactly(1L);

        a.store().sweepDeletedCells();

        assertThat(a.store().numbers(cell.id())).isEmpty();
        assertThat(unknown.resolve("3.db")).exists();
    }
}
