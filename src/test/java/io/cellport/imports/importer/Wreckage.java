package io.cellport.imports.importer;

import io.cellport.config.Limits;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportProgress;
import io.cellport.storage.Sqlite;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** A unit that is at work, and what it would leave if it were killed at its kill points. */
public final class Wreckage implements AutoCloseable {

    private static final int MANY_ATTEMPTS = 100;

    private final Path data;
    private final IntPredicate wanted;
    private final List<Wreck> wrecks = new ArrayList<>();
    private final KillPoints points = new KillPoints(this::reached);
    private final EmbeddedUnit unit;
    private volatile int told;

    /**
     * Starts a unit.
     *
     * @param told what clients have been told before, as in {@link Wreck}
     * @param wanted the points to keep the wrecks of, counted from 1
     */
    Wreckage(Path data, int told, IntPredicate wanted) {
        this.data = data;
        this.told = told;
        this.wanted = wanted;
        this.unit = open(points.wrap(data), points.sqlite(), this::receive);
    }

    /** Starts a unit that tries again and again. */
    static EmbeddedUnit plain(Path data) {
        return open(data, new Sqlite(), DeliveryContext::next);
    }

    public static EmbeddedUnit open(Path data, Sqlite sqlite, Handler<DeliveryContext<Object>> interceptor) {
        Vertx vertx = Vertx.vertx();
        vertx.eventBus().addOutboundInterceptor(interceptor);
        return new EmbeddedUnit(data, Limits.DEFAULT, sqlite, vertx, MANY_ATTEMPTS);
    }

    EmbeddedUnit unit() {
        return unit;
    }

    private void receive(DeliveryContext<Object> delivery) {
        Object body = delivery.body();
        if (body instanceof ImportProgress progress && progress.status() != null) {
            told = Math.max(told, progress.status().percent());
        } else if (body instanceof ImportAccepted) {
            told = Math.max(told, 0);
        }
        delivery.next();
    }

    private void reached(int number, String point) {
        if (wanted.test(number)) {
            String description = "point " + number + " of " + data.getFileName() + ", " + point;
            wrecks.add(new Wreck(
                    Wreck.copy(data, data.resolveSibling(data.getFileName() + "." + number)), description, told));
        }
    }

    /** The wrecks so far; closing the unit may add some. */
    List<Wreck> wrecks() {
        return wrecks;
    }

    @Override
    public void close() {
        unit.close();
    }
}
