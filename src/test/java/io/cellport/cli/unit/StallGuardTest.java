package io.cellport.cli.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StallGuardTest {

    private static final Duration PATIENCE = Duration.ofMillis(10);

    private final CompletableFuture<String> exchange = new CompletableFuture<>();

    @Test
    void anExchangeWithoutProgressIsCancelled() {
        assertThatThrownBy(() -> new StallGuard(() -> 7, PATIENCE).await(exchange))
                .isInstanceOf(IOException.class)
                .hasMessage("nothing moved for 0 s");
        assertThat(exchange).isCancelled();
    }

    @Test
    void anExchangeWithProgressIsWaitedFor() throws Exception {
        AtomicLong position = new AtomicLong();
        StallGuard guard = new StallGuard(
                () -> {
                    if (position.incrementAndGet() == 6) {
                        exchange.complete("answer");
                    }
                    return position.get();
                },
                PATIENCE);

        assertThat(guard.await(exchange)).isEqualTo("answer");
    }

    @Test
    void aFailureOfTheExchangeIsThrown() {
        IOException failure = new IOException("broken");
        exchange.completeExceptionally(failure);

        assertThatThrownBy(() -> new StallGuard(() -> 7, PATIENCE).await(exchange))
                .isSameAs(failure);
    }

    @Test
    void anyOtherFailureIsTheCauseOfAnIoException() {
        UncheckedIOException failure = new UncheckedIOException(new IOException("broken"));
        exchange.completeExceptionally(failure);

        assertThatThrownBy(() -> new StallGuard(() -> 7, PATIENCE).await(exchange))
                .isInstanceOf(IOException.class)
                .hasCause(failure);
    }

    @Test
    void anInterruptedWaitEnds() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new StallGuard(() -> 7, Duration.ofMinutes(1)).await(exchange))
                .isInstanceOf(InterruptedException.class);
    }
}
