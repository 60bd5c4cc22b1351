package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class AdmissionTicketTest {

    private final AdmissionTicket ticket = new AdmissionTicket();

    @Test
    void aRequestThatWasGivenUpIsNeitherExaminedNorDecided() {
        assertThat(ticket.giveUp()).isTrue();

        assertThat(ticket.begin()).isFalse();
        assertThat(ticket.decide()).isFalse();
    }

    @Test
    void aDecidedRequestIsNotGivenUp() {
        assertThat(ticket.begin()).isTrue();
        assertThat(ticket.decide()).isTrue();

        assertThat(ticket.giveUp()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aRequestBeingExaminedIsNotGivenUpAsOneThatWaits() {
        ticket.begin();

        assertThat(ticket.giveUpUnlessBegun()).isFalse();
        assertThat(ticket.decide()).isTrue();
        assertThat(new AdmissionTicket().giveUpUnlessBegun()).isTrue();
    }

    @Test
    void aRequestWhoseDecisionWasTakenBackCanBeGivenUp() {
        ticket.begin();
        ticket.decide();
        ticket.reopen();

        assertThat(ticket.giveUp()).isTrue();
        assertThat(ticket.decide()).isFalse();
        ticket.end();
    }

    @Test
    void theThreadIsInterruptedOnlyWhileItExaminesTheSnapshot() {
        ticket.begin();
        ticket.giveUp();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();

        ticket.end();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        ticket.giveUp();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aRequestIsEitherDecidedOrGivenUpAndNeverBoth() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            AdmissionTicket contested = new AdmissionTicket();
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<Boolean> givenUp = CompletableFuture.supplyAsync(() -> {
                await(start);
                return contested.giveUp();
            });
            await(start);

            assertThat(contested.decide()).isNotEqualTo(givenUp.get());
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
