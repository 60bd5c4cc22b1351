package io.cellport.imports.importer;

import io.cellport.config.Limits;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportProgress;
import io.cellport.storage.Sqlite;
import io.cellport.storage.Wreckage;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.nio.file.Path;

/** Units that begin a run again and again, and whose messages are watched. */
public final class WatchedImports {

    private static final int MANY_ATTEMPTS = 100;

    private WatchedImports() {}

    /** A unit that leaves wreckage. */
    static EmbeddedUnit wrecked(Wreckage wreckage) {
        return open(wreckage.data(), wreckage.sqlite(), delivery -> {
            Object body = delivery.body();
            if (body instanceof ImportProgress progress && progress.status() != null) {
                wreckage.tell(progress.status().percent());
            } else if (body instanceof ImportAccepted) {
                wreckage.tell(0);
            }
            delivery.next();
        });
    }

    static EmbeddedUnit plain(Path data) {
        return open(data, new Sqlite(), DeliveryContext::next);
    }

    /** A unit whose outgoing messages pass through a handler. */
    public static EmbeddedUnit open(Path data, Sqlite sqlite, Handler<DeliveryContext<Object>> interceptor) {
        Vertx vertx = Vertx.vertx();
        vertx.eventBus().addOutboundInterceptor(interceptor);
        return new EmbeddedUnit(data, Limits.DEFAULT, sqlite, vertx, MANY_ATTEMPTS);
    }
}
