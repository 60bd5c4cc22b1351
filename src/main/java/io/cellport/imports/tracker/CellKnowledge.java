package io.cellport.imports.tracker;

import io.cellport.imports.journal.StatusView.DecidedStatus;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tracker knows of the imports into one cell. It learns from messages, which may come twice, late, in any
 * order or not at all, and from reads of the journal, which may overtake one another. Three things hold in any case: an
 * answer never has a smaller percentage of a run than an answer given before the question was asked; a run that was
 * answered as ended is never answered as active again; and an end is answered only as the journal has it. Times are
 * nanoseconds of one monotonic clock. For one thread.
 */
public final class CellKnowledge {

    /** Age from which a message is no longer answered without a look at the journal. */
    public static final Duration FRESH = Duration.ofSeconds(2);

    private static final DecidedStatus NO_RUN = new DecidedStatus(0, ImportStatus.READY);

    private final boolean isShared;
    private @Nullable ImportProgress newest;
    private long receivedAt;
    private @Nullable ImportStatus lastRead;
    private long lastReadAskedAt;
    private long endedThrough;
    private long answeredRun;
    private ImportStatus answered = ImportStatus.READY;

    /**
     * Knows nothing yet.
     *
     * @param isShared whether other processes end runs of which this one hears messages. Then only a read tells whether
     *     a run is active, and messages tell how far it is: somebody may have been answered that it was cancelled,
     *     before whoever executes it has heard of that
     */
    public CellKnowledge(boolean isShared) {
        this.isShared = isShared;
    }

    /** Takes a message, unless something newer is known. */
    public void receive(ImportProgress message, long now) {
        boolean isOld = newest != null && newest.version().compareTo(message.version()) >= 0;
        if (isOld || run(message) <= endedThrough) {
            return;
        }
        newest = message;
        receivedAt = now;
        if (message.hasEnded()) {
            endedThrough = run(message);
        }
    }

    /** The status, if a recent message says that a run is active; if empty, the journal must be read. */
    public Optional<ImportStatus> atOnce(long now) {
        return active().filter(status -> !isShared && now - receivedAt < FRESH.toNanos())
                .map(status -> answer(newestRun(), status));
    }

    /**
     * The status after a read of the journal.
     *
     * @param standing what the read returned
     * @param askedAt when the read began: a step is journalled before it is published, so the read knows of every step
     *     whose message was received before this time
     */
    public ImportStatus read(Optional<DecidedStatus> standing, long askedAt) {
        // 1. A read that began later has returned already. This one may be older, so the later one is answered.
        if (lastRead != null && lastReadAskedAt - askedAt > 0) {
            return lastRead;
        }
        DecidedStatus decided = standing.orElse(NO_RUN);
        ImportStatus status = decided.status();
        long standingRun = decided.run();
        boolean receivedSince = newest != null && receivedAt - askedAt >= 0;
        // 2. A message about a newer run arrived after the read began, which may have missed that run. The message is
        //    answered.
        Optional<ImportStatus> newer =
                active().filter(known -> !isShared && receivedSince && newestRun() > standingRun);
        if (newer.isPresent()) {
            return answer(newestRun(), newer.get());
        }
        if (status.isActive()) {
            // 3. The journal has an active run. A cell has one active run at most, so all runs before it have ended.
            endedThrough = Math.max(endedThrough, standingRun - 1);
            status = answer(standingRun, furthest(standingRun, status));
        } else {
            // 4. The journal has no active run, so the standing run has ended. So has a newer run whose message was
            //    received before the read began: the journal passes over it, because it was cancelled.
            long passedOver = receivedSince ? 0 : newestRun();
            endedThrough = Math.max(endedThrough, Math.max(standingRun, passedOver));
        }
        lastRead = status;
        lastReadAskedAt = askedAt;
        return status;
    }

    /** What the newest message says, unless its run has ended. */
    private Optional<ImportStatus> active() {
        return Optional.ofNullable(newest)
                .filter(message -> run(message) > endedThrough)
                .flatMap(ImportProgress::active);
    }

    /** A shared journal has the progress of a run later than its messages. */
    private ImportStatus furthest(long run, ImportStatus read) {
        return active().filter(told -> isShared && newestRun() == run && told.percent() > read.percent())
                .map(told -> read.at(told.percent()))
                .orElse(read);
    }

    private long newestRun() {
        return newest == null ? 0 : run(newest);
    }

    /**
     * Answers that a run is active, with the highest percentage answered so far. If a later run was answered already,
     * the caller's read was overtaken, and the later run is answered again.
     */
    private ImportStatus answer(long run, ImportStatus status) {
        if (run < answeredRun) {
            return answered;
        }
        int percent = run == answeredRun ? Math.max(answered.percent(), status.percent()) : status.percent();
        answeredRun = run;
        answered = status.at(percent);
        return answered;
    }

    private static long run(ImportProgress message) {
        return message.version().run();
    }
}
