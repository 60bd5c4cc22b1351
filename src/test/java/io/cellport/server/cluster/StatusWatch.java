package io.cellport.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.UnitRequests;
import io.cellport.error.ApiException;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks nodes again and again for the status of a cell, and notes each lie: {@code ready} before the import has ended, a
 * failure, a percentage that went down, an import that goes on after it has ended. No answer at all, and a 503 with its
 * code, are no lies. Nothing is one before the first import is expected.
 */
final class StatusWatch implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(20);

    private final Audit audit;
    private final String cell;
    private final List<Thread> threads = new ArrayList<>();
    private final List<UnitRequests> nodes = new CopyOnWriteArrayList<>();
    private final Queue<String> lies = new ConcurrentLinkedQueue<>();
    private final Set<UnitRequests> gone = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile OptionalLong expected = OptionalLong.empty();
    private volatile boolean closed;

    StatusWatch(Audit audit, String cell) {
        this.audit = audit;
        this.cell = cell;
    }

    /** Asks this node, too. */
    void ask(String name, UnitRequests node) {
        nodes.add(node);
        ask(name, List.of(node));
    }

    /** Asks all these nodes as one client that goes from one to the next, and those that are added later. */
    void askInTurn() {
        ask("one after the other", nodes);
    }

    private void ask(String name, List<UnitRequests> inTurn) {
        Thread thread = new Thread(() -> askUntilClosed(name, inTurn), "status-watch");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Asks this node no more, because another process may get its port. */
    void leave(UnitRequests node) {
        gone.add(node);
    }

    /** From now on it is a lie to say that the cell is ready, unless the run has ended that was accepted last. */
    void expectImport() {
        expected = OptionalLong.of(audit.lastRun());
    }

    /** What one client was told: of which run, which percentage, and which run it has told to have ended. */
    private record Told(String run, int percent, String ended) {

        Told active(String active, int percentNow) {
            return new Told(active, percentNow, ended);
        }

        Told ready() {
            return new Told(run, percent, run);
        }
    }

    private void askUntilClosed(String name, List<UnitRequests> inTurn) {
        Told told = new Told("", 0, "");
        for (int i = 0; !closed; i++) {
            UnitRequests node = inTurn.get(i % inTurn.size());
            if (gone.contains(node)) {
                LockSupport.parkNanos(PACE.toNanos());
                continue;
            }
            OptionalLong run = expected;
            try {
                Optional<HttpResponse<String>> answer = node.tryToGet(cell + "/__import");
                if (answer.isEmpty()) {
                    unanswered.incrementAndGet();
                } else if (run.isPresent()) {
                    told = judge(name, answer.get(), run.getAsLong(), told);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                lies.add(name + ": " + e);
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private Told judge(String name, HttpResponse<String> answer, long run, Told before) {
        // The database did not answer, or the node stood still for longer than its parts wait for each other.
        if (answer.statusCode() == 503 && answer.body().contains("PR503-SV-000")) {
            unavailable.incrementAndGet();
            return before;
        }
        answers.incrementAndGet();
        JsonObject status = answer.statusCode() == 200 ? new JsonObject(answer.body()) : new JsonObject();
        if (answer.statusCode() == 200 && UnitRequests.isReady(status)) {
            if (!hasEnded(run)) {
                lies.add(name + " says ready during run " + run);
            }
            return before.ready();
        }
        if (answer.statusCode() != 200 || !UnitRequests.isActive(status)) {
            lies.add(name + " says " + answer.statusCode() + " " + answer.body());
            return before;
        }
        return active(name, before, status.getString("started_at"), UnitRequests.percent(status));
    }

    private Told active(String name, Told before, String run, int percent) {
        if (run.equals(before.ended())) {
            lies.add(name + " says that an import is in progress after it said that it has ended");
        }
        if (run.equals(before.run()) && percent < before.percent()) {
            lies.add(name + " says " + percent + "% after " + before.percent() + "%");
        }
        return before.active(run, percent);
    }

    private boolean hasEnded(long run) {
        while (true) {
            try {
                return audit.hasEnded(run);
            } catch (ApiException unavailable) {
                LockSupport.parkNanos(PACE.toNanos());
            }
        }
    }

    /** Answers that said something, so far. */
    int answers() {
        return answers.get();
    }

    /** Answers that said that nothing can be said, so far. */
    int unavailable() {
        return unavailable.get();
    }

    /** Requests without any answer, so far. */
    int unanswered() {
        return unanswered.get();
    }

    /** No node has told a lie, and they have told something. */
    void requireTruth() {
        assertThat(lies).isEmpty();
        assertThat(answers.get()).isPositive();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
