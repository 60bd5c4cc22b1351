package io.cellport.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadinessTest {

    private final Readiness readiness = new Readiness();

    private boolean databaseIsThere = true;

    @Test
    void aUnitIsNotReadyBeforeItServes() {
        assertThat(readiness.obstacle()).contains("starting");

        readiness.serving();

        assertThat(readiness.obstacle()).isEmpty();
    }

    @Test
    void aUnitIsReadyAsLongAsAllChecksPass() {
        readiness.require("database", () -> databaseIsThere);
        readiness.require("always", () -> true);
        readiness.serving();
        assertThat(readiness.obstacle()).isEmpty();

        databaseIsThere = false;
        assertThat(readiness.obstacle()).contains("database");

        databaseIsThere = true;
        assertThat(readiness.obstacle()).isEmpty();
    }

    @Test
    void aCheckThatThrowsFails() {
        readiness.require("broken", () -> {
            throw new IllegalStateException("secret");
        });
        readiness.serving();

        assertThat(readiness.obstacle()).contains("broken");
    }

    @Test
    void aUnitThatStopsNeverBecomesReadyAgain() {
        readiness.serving();
        readiness.stopping();
        assertThat(readiness.obstacle()).contains("stopping");

        readiness.serving();

        assertThat(readiness.obstacle()).contains("stopping");
    }
}
