package io.cellport.server.cluster;

/**
 * Holds the first process that executes a run before a certain step: the database refuses the step as if it were out of
 * order, so the process tries again and again. A process that takes the run over is not held.
 */
final class HeldSteps {

    /** What can be held. */
    enum Step {
        /** The row of the sealed generation's blob. */
        STAGING,
        /** The length of that blob, when all its bytes are written. */
        UPLOADED,
        /** The state of the run in the journal. */
        ACTIVATING,
        /** The activation. */
        COMPLETED
    }

    private final TestCluster cluster;

    HeldSteps(TestCluster cluster) {
        this.cluster = cluster;
        Audit.execute(cluster.database(), """
                CREATE TABLE held(step text NOT NULL);
                CREATE FUNCTION require_free(p_step text, p_claims int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
                  IF p_claims = 1 AND EXISTS (SELECT 1 FROM held WHERE step = upper(p_step)) THEN
                    RAISE EXCEPTION USING errcode = '57014', message = 'held by the test';
                  END IF;
                END $$;
                CREATE FUNCTION hold_run() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  PERFORM require_free(new.state, new.claims);
                  RETURN new;
                END $$;
                CREATE FUNCTION hold_blob() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  PERFORM require_free(CASE WHEN new.bytes IS NULL THEN 'staging' ELSE 'uploaded' END, claims)
                    FROM import_run WHERE number = new.run;
                  RETURN new;
                END $$;
                CREATE TRIGGER hold BEFORE UPDATE ON import_run FOR EACH ROW
                  WHEN (new.state <> old.state) EXECUTE FUNCTION hold_run();
                CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON blob FOR EACH ROW
                  WHEN (new.state = 'STAGED') EXECUTE FUNCTION hold_blob();""");
    }

    /** Holds from now on. */
    void hold(Step step) {
        Audit.execute(cluster.database(), "DELETE FROM held; INSERT INTO held VALUES ('" + step + "')");
    }

    /** Holds nothing any more. */
    void release() {
        Audit.execute(cluster.database(), "DELETE FROM held");
    }
}
