package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import java.time.Duration;

/** Waits before something is asked or tried again. Blocks; stateless. */
@FunctionalInterface
public interface Pause {

    /** Sleeps. */
    Pause SLEEP = Pause::sleep;

    /** Returns after that time. */
    void take(Duration time);

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Ending.INTERRUPTED, "Interrupted");
        }
    }
}
