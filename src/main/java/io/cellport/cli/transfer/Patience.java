package io.cellport.cli.transfer;

import io.cellport.cli.unit.UnitException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Waits for a server that is away: what goes on there goes on after a restart. It waits for five minutes, and as long
 * again after each answer. Blocks; for one thread.
 */
public final class Patience {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Consumer<String> note;

    private final Pauses pauses;

    private Duration waited = Duration.ZERO;

    private long failedAt;

    /**
     * Patience that is not yet used.
     *
     * @param note told why it waits, once until the next answer
     * @param pause waits between two questions
     */
    public Patience(Consumer<String> note, Pause pause) {
        this.note = note;
        this.pauses = new Pauses(pause);
    }

    /**
     * Asks until there is an answer.
     *
     * @throws UnitException if the unit refuses to answer, or stays away
     */
    public <T> T ask(Supplier<T> question) {
        while (true) {
            try {
                T answer = question.get();
                moved();
                return answer;
            } catch (UnitException e) {
                waitAfter(e);
            }
        }
    }

    /** There was an answer, or some progress. */
    public void moved() {
        waited = Duration.ZERO;
        pauses.restart();
    }

    /** Waits a little before the next attempt; throws the failure if no other may succeed, or if the time is over. */
    public void waitAfter(UnitException failure) {
        if (!failure.isTemporary()) {
            throw failure;
        }
        again(failure);
    }

    /** The same after a failure that another attempt can make good whatever it is. */
    public void again(UnitException failure) {
        long now = System.nanoTime();
        if (waited.isZero()) {
            failedAt = now;
            note.accept(failure.getMessage() + "; waiting for it");
        }
        // Attempts take time, too.
        if (waited.compareTo(LONGEST) >= 0 || now - failedAt >= LONGEST.toNanos()) {
            throw failure;
        }
        waited = waited.plus(pauses.take());
    }
}
