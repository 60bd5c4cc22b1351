package io.cellport.management;

import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes every event loop of a Vert.x tick, until it is closed. Safe for several threads. */
final class LoopWatch implements AutoCloseable {

    private final List<ScheduledFuture<?>> ticks = new ArrayList<>();

    LoopWatch(Vertx vertx, Metrics metrics) {
        long tick = LoopLag.TICK.toNanos();
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            LoopLag lag = new LoopLag(System.nanoTime());
            metrics.watch(Metric.LOOP_LAG, () -> lag.seconds(System.nanoTime()), Integer.toString(ticks.size()));
            ticks.add(loop.scheduleWithFixedDelay(() -> lag.tick(System.nanoTime()), tick, tick, TimeUnit.NANOSECONDS));
        }
    }

    @Override
    public void close() {
        ticks.forEach(tick -> tick.cancel(false));
    }
}
