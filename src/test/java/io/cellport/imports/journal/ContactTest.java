package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ContactTest {

    private static final Duration LEASE = Duration.ofSeconds(6);

    private static final Duration PROMPT = Duration.ofSeconds(2);

    private final AtomicLong nanos = new AtomicLong();
    private final Contact contact = new Contact(LEASE, nanos::get);

    @Test
    void aProcessThatStartsAndReachesTheDatabaseIsSteady() {
        assertThat(isSteadyAfter(Duration.ZERO)).isTrue();
        assertThat(isSteadyAfter(PROMPT)).isTrue();
    }

    @Test
    void aProcessIsNotSteadyForOneLeaseAfterAFailure() {
        assertThatThrownBy(() -> contact.noting(begun -> {
                    throw new IllegalStateException("no connection");
                }))
                .isInstanceOf(IllegalStateException.class);

        requireOneLeaseOfPatience();
    }

    @Test
    void aCallThatHadToWaitForItsConnectionIsNotSteadyAndNorAreThoseAfterIt() {
        assertThat(isSteadyAfter(PROMPT.plusNanos(1))).isFalse();

        requireOneLeaseOfPatience();
    }

    private void requireOneLeaseOfPatience() {
        assertThat(isSteadyAfter(Duration.ZERO)).isFalse();
        pass(LEASE.minusNanos(1));
        assertThat(isSteadyAfter(Duration.ZERO)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(isSteadyAfter(Duration.ZERO)).isTrue();
    }

    /** What a call is told that gets its connection after a time. */
    private boolean isSteadyAfter(Duration wait) {
        return contact.noting(begun -> {
            pass(wait);
            return contact.isSteady(begun);
        });
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
