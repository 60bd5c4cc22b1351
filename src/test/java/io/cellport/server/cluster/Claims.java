package io.cellport.server.cluster;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Decides which nodes get runs: the database gives none to a node to which it is forbidden. */
final class Claims {

    private final TestCluster cluster;

    Claims(TestCluster cluster) {
        this.cluster = cluster;
        Audit.execute(cluster.database(), """
                CREATE TABLE idle(node text NOT NULL);
                CREATE FUNCTION skip_claim() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  IF EXISTS (SELECT 1 FROM idle WHERE node = new.owner) THEN RETURN NULL; END IF;
                  RETURN new;
                END $$;
                CREATE TRIGGER skip_claim BEFORE UPDATE ON import_run FOR EACH ROW
                  WHEN (new.claims > old.claims) EXECUTE FUNCTION skip_claim();""");
    }

    /** These nodes claim nothing from now on. */
    void forbid(String... nodes) {
        String rows = Arrays.stream(nodes).map(node -> "('" + node + "')").collect(Collectors.joining(", "));
        Audit.execute(cluster.database(), "DELETE FROM idle; INSERT INTO idle VALUES " + rows);
    }

    /** Every node may claim. */
    void allow() {
        Audit.execute(cluster.database(), "DELETE FROM idle");
    }
}
