package io.cellport.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private final MemoryBudget budget = new MemoryBudget(100);

    private final MemoryShare first = new MemoryShare(budget, waited -> {});

    @Test
    void memoryGivenBackTwiceIsFreedOnce() {
        MemoryShare.Grant grant = first.take(60);
        assertThat(budget.free()).isEqualTo(40);

        grant.close();
        grant.close();
        first.close();

        assertThat(budget.free()).isEqualTo(100);
    }

    @Test
    void aTaskThatEndsGivesBackAllItsMemory() {
        first.take(10);
        first.take(20);

        first.close();

        assertThat(budget.free()).isEqualTo(100);
    }

    @Test
    void aRequestThatDoesNotFitWaits() throws Exception {
        MemoryShare.Grant grant = first.take(60);
        CountDownLatch waits = new CountDownLatch(1);
        MemoryShare second = new MemoryShare(budget, waited -> waits.countDown());
        CompletableFuture<MemoryShare.Grant> taken = CompletableFuture.supplyAsync(() -> second.take(50));
        waits.await();
        assertThat(taken).isNotDone();

        grant.close();

        taken.join();
        assertThat(budget.free()).isEqualTo(50);
    }

    @Test
    void theFirstRequestIsServedFirstEvenIfASmallerOneWouldFit() throws Exception {
        MemoryShare.Grant grant = first.take(60);
        List<String> served = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<?> large = waiting(100, "large", served);
        CompletableFuture<?> small = waiting(1, "small", served);
        assertThat(served).isEmpty();

        grant.close();

        CompletableFuture.allOf(large, small).join();
        assertThat(served).containsExactly("large", "small");
    }

    private CompletableFuture<?> waiting(long bytes, String name, List<String> served) throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        MemoryShare share = new MemoryShare(budget, waited -> waits.countDown());
        CompletableFuture<?> done = CompletableFuture.runAsync(
                () -> {
                    MemoryShare.Grant grant = share.take(bytes);
                    served.add(name);
                    grant.close();
                },
                command -> new Thread(command).start());
        waits.await();
        return done;
    }

    @Test
    void aTaskThatStopsWaitingTakesNothingAndDelaysNoOther() {
        first.take(60);
        MemoryShare impatient = new MemoryShare(budget, waited -> {
            throw new IllegalStateException("stopped");
        });

        assertThatThrownBy(() -> impatient.take(50)).hasMessage("stopped");

        assertThat(budget.free()).isEqualTo(40);
        first.take(40);
        assertThat(budget.free()).isZero();
    }

    @Test
    void aRequestLargerThanTheBudgetIsRefusedAtOnceAndZeroBytesNeverWait() {
        assertThatThrownBy(() -> first.take(101)).isInstanceOf(IllegalArgumentException.class);

        first.take(100);
        first.take(0);
        assertThat(budget.free()).isZero();
    }
}
