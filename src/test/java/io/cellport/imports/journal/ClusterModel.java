package io.cellport.imports.journal;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.PolledTruth.Poll;
import io.cellport.storage.postgres.EpochWaiters;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One history of a cluster: a database whose commits take their time, and nodes that answer polls, start and end runs,
 * freeze between any two steps, die and start again. Answers of the database get lost, with the transaction rolled back
 * or committed. The nodes use the real {@link EpochWaiters} and {@link Standings}. A seed decides all else. For one
 * thread.
 */
final class ClusterModel {

    /** How the nodes learn what they have not seen yet. */
    enum Rule {
        /** A transaction holds the row of the epoch from its number to its commit; reads are as they are. */
        EPOCH_ROW,
        /** Numbers are taken without a lock, so that a later one may be committed first. */
        SEQUENCE,
        /** A read answers also those who came while it was under way. */
        LATE_READERS
    }

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final ImportFailure FAILURE = ImportFailure.of(ApiError.of(ErrorCode.PR500_MC_0001));
    private static final List<String> CELLS = List.of("cell1", "cell2");
    private static final int STEPS = 120;

    private final Random random;
    private final Rule rule;
    private final PolledTruth truth = new PolledTruth();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Runnable> possible = new ArrayList<>();
    private long time;

    // The database.
    private final Map<Long, Row> rows = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Change> heldCells = new HashMap<>();
    private Optional<Change> heldEpoch = Optional.empty();
    private long epoch;

    private record Row(ImportState state, long epoch) {}

    ClusterModel(long seed, Rule rule) {
        this.random = new Random(seed);
        this.rule = rule;
        for (int i = 0; i <= random.nextInt(3); i++) {
            nodes.add(new Node());
        }
    }

    PolledTruth.Counts run() {
        for (int step = 0; step < STEPS; step++) {
            time += TimeUnit.MILLISECONDS.toNanos(random.nextInt(5));
            possible.clear();
            if (changes.size() < 3) {
                possible.add(() -> changes.add(new Change(anyOf(nodes), anyOf(CELLS))));
            }
            possible.add(() -> anyOf(nodes).inbox.add(truth.send(anyOf(CELLS))));
            if (happens(20)) {
                possible.add(() -> nodes.set(random.nextInt(nodes.size()), new Node()));
            }
            changes.stream().filter(Change::canGoOn).forEach(change -> possible.add(change::goOn));
            nodes.forEach(Node::offerSteps);
            anyOf(possible).run();
        }
        return truth.counts();
    }

    private <T> T anyOf(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    private boolean happens(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private Optional<ImportState> newest(String cellId) {
        return rows.values().stream()
                .map(Row::state)
                .filter(state -> state.run().cellId().equals(cellId))
                .reduce((earlier, later) -> later);
    }

    /** A call of a function that accepts, ends or cancels a run, or records damage: one transaction. */
    private final class Change {

        private final Node node;
        private final String cellId;
        private long number;
        private Optional<ImportState> written = Optional.empty();
        private boolean wasWritten;

        Change(Node node, String cellId) {
            this.node = node;
            this.cellId = cellId;
        }

        /** Locks are taken in this order: the epoch, the cell. */
        boolean canGoOn() {
            if (number == 0) {
                return rule == Rule.SEQUENCE || heldEpoch.isEmpty();
            }
            return wasWritten || !heldCells.containsKey(cellId);
        }

        void goOn() {
            if (number == 0) {
                number = ++epoch;
                heldEpoch = rule == Rule.SEQUENCE ? heldEpoch : Optional.of(this);
            } else if (!wasWritten) {
                heldCells.put(cellId, this);
                written = next(newest(cellId));
                wasWritten = true;
            } else {
                end();
            }
        }

        private Optional<ImportState> next(Optional<ImportState> newest) {
            if (newest.isEmpty() || !(newest.get() instanceof Active active)) {
                boolean isDamage = newest.isPresent() && newest.get() instanceof Completed && happens(3);
                ImportState fresh = new Accepted(NumberedRuns.run(cellId, number, START, false), Progress.NONE);
                return Optional.of(isDamage ? failed(newest.get()) : fresh);
            }
            return switch (random.nextInt(4)) {
                case 0 -> Optional.empty();
                case 1 -> Optional.of(completed(active));
                case 2 -> Optional.of(failed(active));
                default -> Optional.of(((Accepted) active).toCancelled(START));
            };
        }

        private ImportState completed(Active active) {
            return NumberedRuns.completed(active.run(), START);
        }

        private ImportState failed(ImportState state) {
            return new ImportState.Failed(state.run(), state.progress(), FAILURE, START);
        }

        /** Commits or rolls back, releases the locks, and answers unless the connection is lost. */
        private void end() {
            changes.remove(this);
            heldCells.remove(cellId);
            heldEpoch = heldEpoch.filter(other -> other != this);
            boolean isCommitted = written.isPresent() && !happens(6);
            if (isCommitted) {
                ImportState state = written.get();
                rows.put(state.run().number(), new Row(state, number));
                truth.commit(state, standing());
                if (state instanceof Accepted && !happens(6)) {
                    node.answers.add(state.run().number());
                }
            }
        }

        private Optional<ImportState.Standing> standing() {
            return rows.values().stream()
                    .map(Row::state)
                    .filter(state -> state.run().cellId().equals(cellId))
                    .filter(ImportState.Standing.class::isInstance)
                    .map(ImportState.Standing.class::cast)
                    .reduce((earlier, later) -> later);
        }
    }

    /** A node, which does its steps one by one, and none while it is frozen. */
    private final class Node {

        private final Deque<Poll> inbox = new ArrayDeque<>();

        /** Those whose cells were looked up, for which they waited; they do not wait again. */
        private final List<Poll> lookedUp = new ArrayList<>();

        private final Deque<Long> answers = new ArrayDeque<>();
        private final EpochWaiters waiters = new EpochWaiters(() -> time);
        private final Standings standings = new Standings();
        private long known;
        private long frozenUntil;

        private long read;
        private boolean isReading;
        private Optional<List<Row>> result = Optional.empty();

        void offerSteps() {
            if (isReading && result.isEmpty()) {
                possible.add(this::beRead);
            }
            if (frozenUntil > time) {
                return;
            }
            if (happens(10)) {
                possible.add(() -> frozenUntil = time + TimeUnit.MILLISECONDS.toNanos(random.nextInt(200)));
                possible.add(waiters::expire);
            }
            if (!inbox.isEmpty()) {
                possible.add(this::receive);
            }
            if (!lookedUp.isEmpty()) {
                possible.add(this::answer);
            }
            if (!answers.isEmpty()) {
                possible.add(() -> truth.accepted(answers.remove()));
            }
            if (isReading) {
                result.ifPresent(changed -> possible.add(() -> learn(changed)));
            } else if (!waiters.isEmpty()) {
                possible.add(this::sendRead);
            }
        }

        private void receive() {
            Poll poll = inbox.remove();
            waiters.add().onSuccess(fresh -> lookedUp.add(poll));
        }

        private void answer() {
            Poll poll = lookedUp.remove(random.nextInt(lookedUp.size()));
            truth.answer(poll, standings.of(poll.cellId()));
        }

        private void sendRead() {
            read = waiters.sending();
            isReading = true;
        }

        /** In the database: one statement, which sees what is committed. */
        private void beRead() {
            result = Optional.of(rows.values().stream()
                    .filter(row -> row.epoch() > known)
                    .sorted(Comparator.comparingLong(Row::epoch))
                    .toList());
        }

        private void learn(List<Row> changed) {
            isReading = false;
            result = Optional.empty();
            if (happens(8)) {
                waiters.fail(read);
                return;
            }
            for (Row row : changed) {
                standings.apply(row.state());
                known = row.epoch();
            }
            waiters.answer(rule == Rule.LATE_READERS ? waiters.sending() : read);
        }
    }
}
