package io.cellport.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** What is done again and again on the event loop of the caller. Stateless. */
public final class Rounds {

    private Rounds() {}

    /** Runs something in every round until a future has completed. */
    public static void until(Future<?> done, Duration round, Runnable action) {
        Vertx vertx = requireNonNull(Vertx.currentContext()).owner();
        long timer = vertx.setPeriodic(round.toMillis(), over -> action.run());
        done.onComplete(completed -> vertx.cancelTimer(timer));
    }
}
