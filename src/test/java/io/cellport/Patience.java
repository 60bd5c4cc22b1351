package io.cellport;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what must come. A wait ends as soon as its condition holds, so this costs only those whom
 * nobody wants to be quick: failing tests. JUnit finds this extension by itself.
 */
public final class Patience implements BeforeAllCallback {

    /** Longer than a starved machine takes, shorter than the build waits for a whole class. */
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The tests of a run wait some hundred times, and on average half of this too long. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollInterval(LOOK_EVERY);
        Awaitility.setDefaultPollDelay(LOOK_EVERY);
    }
}
