package io.cellport.http.console;

import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportProgress;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.util.concurrent.Semaphore;

/**
 * Holds the thread of an import once it has told that it is in the middle. A run tells by messages, and whoever sends
 * one waits here.
 */
final class HeldImport implements AutoCloseable {

    private static final int MIDDLE = 40;

    private final Semaphore free = new Semaphore(1);

    HeldImport(Vertx vertx) {
        vertx.eventBus().addOutboundInterceptor(this::pass);
    }

    private <T> void pass(DeliveryContext<T> context) {
        context.next();
        if (context.message().address().equals(Addresses.IMPORT_PROGRESS)
                && context.body() instanceof ImportProgress progress
                && progress.active()
                        .filter(status -> status.percent() >= MIDDLE)
                        .isPresent()) {
            free.acquireUninterruptibly();
            free.release();
        }
    }

    /** Holds the next import. */
    void hold() {
        free.acquireUninterruptibly();
    }

    /** Lets it go on. */
    void release() {
        free.release();
    }

    /** Lets all go on: a unit with an import that is held cannot be closed. */
    @Override
    public void close() {
        free.release();
    }
}
