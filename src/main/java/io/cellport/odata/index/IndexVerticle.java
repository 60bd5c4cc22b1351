package io.cellport.odata.index;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.TimeUnit;

/** Looks after the indexes of a unit as long as it serves. Belongs to one event loop. */
public final class IndexVerticle extends VerticleBase {

    private static final long SWEEP_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final ValueIndexes indexes;

    /** @param indexes which have not begun */
    public IndexVerticle(ValueIndexes indexes) {
        this.indexes = indexes;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(SWEEP_MILLIS, timer -> indexes.sweep());
        return indexes.open();
    }

    @Override
    public Future<?> stop() {
        return indexes.close();
    }
}
