package io.cellport.cli.move;

import io.cellport.cli.transfer.Pause;
import io.cellport.cli.unit.UnitException;
import java.time.Duration;
import java.util.function.Supplier;

/** Asks a server again and again, with pauses that grow to a second. Blocks; for one thread. */
final class Polling {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final int MOST_FAILURES = 20;

    private Duration pause = FIRST_PAUSE;

    /** Waits before the next question. */
    void pause() {
        Pause.SLEEP.take(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /** Asks once more if the server does not answer for a while: what it does goes on after a restart. */
    static <T> T patiently(Supplier<T> question) {
        for (int failures = 1; ; failures++) {
            try {
                return question.get();
            } catch (UnitException e) {
                if (!e.isTemporary() || failures == MOST_FAILURES) {
                    throw e;
                }
                Pause.SLEEP.take(LONGEST_PAUSE);
            }
        }
    }
}
