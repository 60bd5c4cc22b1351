package io.cellport.management;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the unit serves requests: not before it has started, not once it stops, and not while a check fails. What
 * other nodes say must never be such a check; they could all be wrong at once. Safe for several threads.
 */
public final class Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private enum Phase {
        STARTING,
        SERVING,
        STOPPING
    }

    private volatile Phase phase = Phase.STARTING;

    private final Map<String, BooleanSupplier> checks = new ConcurrentSkipListMap<>();

    /**
     * Adds a condition for serving.
     *
     * @param name what is missing if the check fails, in words that anybody may read
     * @param check called on an event loop, so it must not block; if it throws, it fails
     */
    public void require(String name, BooleanSupplier check) {
        checks.put(name, check);
    }

    /** The unit accepts requests from now on, unless it stops already. */
    public synchronized void serving() {
        phase = phase == Phase.STARTING ? Phase.SERVING : phase;
    }

    /** The unit is about to stop; nothing makes it ready again. Returns whether it has served until now. */
    public synchronized boolean stopping() {
        boolean served = phase == Phase.SERVING;
        phase = Phase.STOPPING;
        return served;
    }

    /** Why the unit does not serve; empty if it does. */
    public Optional<String> obstacle() {
        return switch (phase) {
            case STARTING -> Optional.of("starting");
            case STOPPING -> Optional.of("stopping");
            case SERVING -> failedCheck();
        };
    }

    private Optional<String> failedCheck() {
        return checks.entrySet().stream()
                .filter(check -> !passes(check.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean passes(BooleanSupplier check) {
        try {
            return check.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.warn("a check of readiness failed", e);
            return false;
        }
    }
}
