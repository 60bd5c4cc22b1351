package io.cellport.http;

import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * The end of an exchange, which comes once: when the answer was sent, or when it is sure that it never will be. Belongs to
 * one event loop.
 */
final class Ending {

    private static final Runnable NOTHING = () -> {};

    private final HttpServerResponse response;

    private final Consumer<Boolean> last;

    private Runnable actions = NOTHING;

    private boolean hasCome;

    /** @param last happens after everything else, whatever becomes of that; hears whether the answer was sent */
    Ending(HttpServerResponse response, Consumer<Boolean> last) {
        this.response = response;
        this.last = last;
        response.endHandler(all -> come(true));
        response.exceptionHandler(broken -> come(false));
        response.closeHandler(closed -> come(false));
    }

    /** Runs something when the end comes; at once if the client has gone already. */
    void run(Runnable action) {
        if (response.closed()) {
            action.run();
        } else if (actions == NOTHING) {
            actions = action;
        } else {
            Runnable others = actions;
            actions = () -> {
                action.run();
                others.run();
            };
        }
    }

    private void come(boolean sent) {
        if (!hasCome) {
            hasCome = true;
            try {
                actions.run();
            } finally {
                last.accept(sent);
            }
        }
    }
}
