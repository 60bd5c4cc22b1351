package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.UnitRequests;
import io.cellport.storage.postgres.PostgresDatabase;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;

/** What the database itself writes down of a cluster: each activation of a generation. */
final class Audit {

    private static final String ACTIVE = "state IN ('Accepted', 'Importing', 'Activating', 'Interrupted')";

    private final TestCluster cluster;

    /** Begins to write down. */
    Audit(TestCluster cluster) {
        this.cluster = cluster;
        execute(cluster.database(), """
                CREATE TABLE activation(run bigint NOT NULL, blob text NOT NULL);
                CREATE FUNCTION note_activation() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  INSERT INTO activation(run, blob) VALUES (new.generation, new.generation_blob);
                  RETURN new;
                END $$;
                CREATE TRIGGER note AFTER UPDATE ON cell FOR EACH ROW
                  WHEN (new.generation_blob IS DISTINCT FROM old.generation_blob AND new.generation_blob IS NOT NULL)
                  EXECUTE FUNCTION note_activation();""");
    }

    /** Executes statements that nodes must not. */
    static void execute(PostgresDatabase database, String sql) {
        database.change("prepare test", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /**
     * Starts an import. On a starved machine a node may say 503 instead: then it is tried again, unless the import was
     * accepted all the same.
     */
    void startImport(UnitRequests node, String cell, String snapshot) {
        long last = lastRun();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            int status = node.post(cell, snapshot).statusCode();
            assertThat(status).isIn(202, 409, 503);
            return status == 202 || lastRun() > last;
        });
    }

    /** Every run has ended well, and was activated exactly once; no other generation is staged or live. */
    void requireEachRunActivatedOnce() {
        assertThat(cluster.number("SELECT count(*) FROM import_run WHERE state <> 'Completed'"))
                .as("runs that are not completed")
                .isZero();
        List<String> runs = cluster.texts("SELECT number FROM import_run ORDER BY number");
        assertThat(cluster.texts("SELECT run FROM activation ORDER BY run"))
                .as("activated runs")
                .isEqualTo(runs);
        assertThat(cluster.texts("SELECT name FROM blob WHERE kind = 'GENERATION' AND state <> 'DOOMED' ORDER BY name"))
                .as("generations that are kept")
                .isEqualTo(cluster.texts(
                        "SELECT generation_blob FROM cell WHERE generation_blob IS NOT NULL ORDER BY generation_blob"));
    }

    /** Whether a run has ended. */
    boolean hasEnded(long run) {
        return cluster.number("SELECT count(*) FROM import_run WHERE number = " + run + " AND " + ACTIVE) == 0;
    }

    /** Whether no run is active. */
    boolean isAtRest() {
        return cluster.number("SELECT count(*) FROM import_run WHERE " + ACTIVE) == 0;
    }

    /** Waits until no run is active. */
    void awaitRest() {
        Awaitility.await().atMost(PATIENCE).until(this::isAtRest);
    }

    /** Waits until no run is active and each of these tells that a cell is ready. */
    void awaitReady(String cell, UnitRequests... askers) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> isAtRest() && Arrays.stream(askers).allMatch(asker -> asker.saysReady(cell)));
    }

    /** The number of the last run that was accepted. */
    long lastRun() {
        return cluster.number("SELECT last_run FROM epoch");
    }
}
