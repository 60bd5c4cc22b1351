package io.cellport.http;

import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of an exchange, which comes once: when the answer was sent, or when it is sure that it never will be. Belongs
 * to one event loop.
 */
final class Ending {

    private final HttpServerResponse response;

    private final Consumer<Boolean> last;

    private @Nullable Runnable actions;

    private boolean hasCome;

    /** @param last happens after everything else, whatever becomes of that; hears whether the answer was sent */
    Ending(HttpServerResponse response, Consumer<Boolean> last) {
        this.response = response;
        this.last = last;
        response.endHandler(all -> come(true));
        response.exceptionHandler(broken -> come(false));
        response.closeHandler(closed -> come(false));
    }

    /** Runs something when the end comes; at once if it has come or the client has gone already. */
    void run(Runnable action) {
        if (hasCome || response.closed()) {
            action.run();
        } else if (actions == null) {
            actions = action;
        } else {
            Runnable others = actions;
            actions = () -> {
                try {
                    action.run();
                } finally {
                    others.run();
                }
            };
        }
    }

    private void come(boolean sent) {
        if (!hasCome) {
            hasCome = true;
            try {
                if (actions != null) {
                    actions.run();
                }
            } finally {
                last.accept(sent);
            }
        }
    }
}
