package io.cellport;

import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what must come. A wait ends as soon as its condition holds, so this costs only those whom nobody wants to be
 * quick: failing tests. JUnit finds this extension by itself.
 */
public final class Patience implements BeforeAllCallback {

    /** Longer than a starved machine takes, shorter than the build waits for a whole class. */
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    /** How often conditions of unit tests are asked for: most hold at once, or a few milliseconds later. */
    private static final String POLL_MILLIS = "cellport.pollMillis";

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
        Optional.ofNullable(Integer.getInteger(POLL_MILLIS))
                .map(Duration::ofMillis)
                .ifPresent(often -> {
                    Awaitility.setDefaultPollDelay(Duration.ZERO);
                    Awaitility.setDefaultPollInterval(often);
                });
    }
}
