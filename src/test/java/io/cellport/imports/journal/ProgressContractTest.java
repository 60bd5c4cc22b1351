package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Activating;
import io.cellport.imports.journal.ImportState.Ended;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.ImportState.Interrupted;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.tracker.CellKnowledge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Clients of a tracker hear the truth about one cell, whatever becomes of the messages: random runs take legal steps,
 * each step's message is lost, delivered late, twice and in any order, and several clients ask at the same time.
 */
class ProgressContractTest {

    private static final int TRIES = 10_000;
    private static final int STEPS = 120;
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    @Property(tries = TRIES)
    void noAnswerIsFalseWhateverHappensToTheMessages(@ForAll long seed) {
        World world = new World(new Random(seed));
        for (int i = 0; i < STEPS; i++) {
            world.step();
        }
        world.finish();
    }

    /** The importer with its journal, the network, and the clients, on one clock. */
    private static final class World {

        private final Random random;
        private final CellKnowledge tracker = new CellKnowledge(false);

        /** The state of every run, oldest first: the journal. */
        private final List<ImportState> journal = new ArrayList<>();

        private final List<ImportProgress> underWay = new ArrayList<>();
        private final List<Query> open = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();

        /** The state that the importer is in; it moves between the steps that are journalled. */
        private ImportState state;

        private long clock = 1;
        private long sequence;

        World(Random random) {
            this.random = random;
        }

        void step() {
            clock += random.nextInt(10) == 0 ? 1_900_000_000L + random.nextInt(200_000_000) : 1 + random.nextInt(1_000);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> advance();
                case 3, 4 -> deliver();
                case 5 -> ask();
                case 6 -> readJournal();
                default -> answer();
            }
        }

        /** One last question, long after everything: it must be answered with what the journal says. */
        void finish() {
            clock += CellKnowledge.FRESH.toNanos();
            open.clear();
            ask();
            while (!open.isEmpty()) {
                readJournal();
                answer();
            }
            ImportStatus last = answers.get(answers.size() - 1).status;
            ImportStatus expected = standing().map(ImportState.Standing::status).orElse(ImportStatus.READY);
            assertThat(last.phase()).isEqualTo(expected.phase());
            assertThat(last.startedAt()).isEqualTo(expected.startedAt());
        }

        private void advance() {
            if (state == null || state instanceof Ended) {
                state = new Accepted(run(journal.size() + 1), Progress.NONE);
                journal.add(state);
            } else {
                ImportState next = next(state);
                boolean onlyTold = next instanceof Importing && state instanceof Importing;
                state = next;
                if (!onlyTold) {
                    journal.set(journal.size() - 1, state);
                }
            }
            publish();
        }

        private ImportState next(ImportState from) {
            int choice = random.nextInt(10);
            if (from instanceof ImportState.Active active && choice == 9) {
                return active.toFailed(ImportFailure.of(ApiError.of(ErrorCode.PR500_SV_0000)), START);
            }
            if (from instanceof ImportState.Cancellable cancellable && choice == 8) {
                return cancellable.toCancelled(START);
            }
            if (from instanceof ImportState.Attempted attempted && choice == 7) {
                // Even less than was told: as if the disk had lost commits.
                return attempted.toInterrupted(bytes(total(from)), 0);
            }
            if (from instanceof Accepted accepted) {
                return accepted.toImporting(someTotal());
            }
            if (from instanceof Interrupted interrupted) {
                return new Interrupted(interrupted.run(), new Progress(bytes(total(from)), total(from), 0))
                        .toImporting(total(from));
            }
            if (from instanceof Activating activating) {
                return activating.toCompleted(new GenerationSummary(new TreeMap<>(), 0, 0, 0), START);
            }
            Importing importing = (Importing) from;
            return choice < 5 ? importing.at(bytes(total(from)), 0) : importing.toActivating();
        }

        private static long total(ImportState from) {
            return from.progress().totalBytes();
        }

        private long someTotal() {
            return switch (random.nextInt(5)) {
                case 0 -> 0;
                case 1 -> Long.MAX_VALUE;
                default -> 1 + random.nextInt(10_000);
            };
        }

        private long bytes(long total) {
            return (long) (total * random.nextDouble());
        }

        private void publish() {
            ImportRun run = state.run();
            underWay.add(new ImportProgress(
                    run.cellId(),
                    run.importId(),
                    new ImportProgress.Version(run.number(), run.attempt(), ++sequence),
                    false,
                    state instanceof ImportState.Standing decisive ? decisive.status() : null,
                    new ImportProgress.Work(state.progress().doneBytes(), total(state), 0, START)));
        }

        private void deliver() {
            if (underWay.isEmpty()) {
                return;
            }
            int newest = underWay.size() - 1;
            ImportProgress message = underWay.get(random.nextBoolean() ? newest : random.nextInt(newest + 1));
            switch (random.nextInt(4)) {
                case 0 -> underWay.remove(message);
                case 1 -> tracker.receive(message, clock);
                default -> {
                    tracker.receive(message, clock);
                    underWay.remove(message);
                }
            }
        }

        private void ask() {
            Query query = new Query(clock, answers.size(), acceptedRun());
            tracker.atOnce(clock).ifPresentOrElse(status -> check(query, status), () -> open.add(query));
        }

        private void readJournal() {
            open.stream()
                    .filter(query -> query.standing == null)
                    .findAny()
                    .ifPresent(query -> query.standing = standing());
        }

        private void answer() {
            List<Query> ready =
                    open.stream().filter(query -> query.standing != null).toList();
            if (!ready.isEmpty()) {
                Query query = ready.get(random.nextInt(ready.size()));
                open.remove(query);
                check(query, tracker.read(query.standing.map(DecidedStatus::of), query.askedAt));
            }
        }

        private void check(Query query, ImportStatus status) {
            Answer answer = new Answer(status);
            assertThat(status.percent()).isBetween(0, 99);
            if (!status.isActive()) {
                boolean hidesRun =
                        query.acceptedRun > 0 && journal.get(query.acceptedRun - 1) instanceof ImportState.Active;
                assertThat(hidesRun).as("an end while the run goes on").isFalse();
            }
            for (Answer earlier : answers.subList(0, query.answersBefore)) {
                answer.mustFollow(earlier);
            }
            answers.add(answer);
        }

        /** The number of the active run; 0 if there is none. */
        private int acceptedRun() {
            return state instanceof ImportState.Active ? journal.size() : 0;
        }

        private Optional<ImportState.Standing> standing() {
            for (int i = journal.size() - 1; i >= 0; i--) {
                if (journal.get(i) instanceof ImportState.Standing decisive) {
                    return Optional.of(decisive);
                }
            }
            return Optional.empty();
        }

        private static ImportRun run(int number) {
            return new ImportRun(
                    number,
                    "id" + number,
                    "c",
                    "cell",
                    "s",
                    "00ff",
                    "blob",
                    false,
                    "me",
                    START.plusSeconds(number),
                    0L,
                    1);
        }
    }

    /** A question, and what was known when it was asked. */
    private static final class Query {

        private final long askedAt;
        private final int answersBefore;
        private final int acceptedRun;
        private Optional<ImportState.Standing> standing;

        @SuppressWarnings("OptionalAssignedToNull")
        Query(long askedAt, int answersBefore, int acceptedRun) {
            this.askedAt = askedAt;
            this.answersBefore = answersBefore;
            this.acceptedRun = acceptedRun;
            this.standing = null;
        }
    }

    /** What a client was told. */
    private record Answer(ImportStatus status) {

        private long run() {
            return status.startedAt() == null ? 0 : status.startedAt().getEpochSecond() - START.getEpochSecond();
        }

        /** Somebody was told {@code earlier} before this was asked. */
        void mustFollow(Answer earlier) {
            if (status.isActive() && earlier.run() > 0) {
                assertThat(run()).as("runs follow each other").isGreaterThanOrEqualTo(earlier.run());
            }
            if (run() > 0 && run() == earlier.run()) {
                if (!earlier.status.isActive()) {
                    assertThat(status).as("an end absorbs").isEqualTo(earlier.status);
                }
                if (status.isActive()) {
                    assertThat(status.percent())
                            .as("percent never goes down")
                            .isGreaterThanOrEqualTo(earlier.status.percent());
                }
            }
        }
    }
}
