package io.cellport.imports.journal;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.error.ApiException;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.imports.journal.PolledTruth.Poll;
import io.cellport.storage.StoreException;
import io.cellport.worker.WorkerPool;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * One history of a unit on one node: changes of the journal that take their time, fail, or are committed although they
 * seem to fail, and polls before, between and after their steps. The view is the real one; a seed decides all else. For
 * one thread: what happens during a step of something else ends before that step does.
 */
final class EmbeddedModel {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<String> CELLS = List.of("cell1", "cell2");
    private static final int STEPS = 40;
    private static final int DEEPEST = 4;

    private final Random random;
    private final PolledTruth truth = new PolledTruth();
    private final ScriptedJournal record = new ScriptedJournal();
    private final JournalView view;
    private final Journal journal;
    private final Deque<Poll> reads = new ArrayDeque<>();
    private final Deque<Long> answers = new ArrayDeque<>();
    private int depth;
    private int steps;

    /** @param behindTheView whether the journal is changed without the view */
    EmbeddedModel(long seed, WorkerPool unused, boolean behindTheView) {
        random = new Random(seed);
        view = new JournalView(record, List.of(), unused);
        journal = behindTheView ? record : new ViewedJournal(record, view);
        record.beforeCommit = this::meanwhile;
        record.afterCommit = this::meanwhile;
        record.beforeRead = this::others;
        record.afterRead = () -> {
            others();
            failOnceIn(100);
        };
        record.onCommit = state -> truth.commit(state, record.truth(state.run().cellId()));
    }

    PolledTruth.Counts run() {
        while (steps < STEPS) {
            step();
        }
        return truth.counts();
    }

    /** On either side of a commit. */
    private void meanwhile() {
        others();
        failOnceIn(10);
    }

    private void others() {
        while (depth < DEEPEST && random.nextBoolean()) {
            step();
        }
    }

    private void failOnceIn(int times) {
        if (random.nextInt(times) == 0) {
            throw new StoreException("made up");
        }
    }

    private void step() {
        steps++;
        depth++;
        String cellId = CELLS.get(random.nextInt(CELLS.size()));
        switch (random.nextInt(6)) {
            case 0, 1 -> change(cellId);
            case 2, 3 -> poll(truth.send(cellId));
            case 4 -> answerRead();
            default -> deliver();
        }
        depth--;
    }

    private void change(String cellId) {
        try {
            List<Active> active = new ArrayList<>(record.active(cellId).stream().toList());
            if (active.isEmpty()) {
                answers.add(accept(cellId).run().number());
            } else {
                Accepted run = (Accepted) active.get(0);
                boolean isCancelled = random.nextBoolean();
                journal.record(isCancelled ? run.toCancelled(START) : completed(run));
            }
        } catch (ApiException | LostRunException | StoreException refused) {
            // Nobody learns what became of it.
        }
    }

    private Accepted accept(String cellId) {
        Blob bytes = new Blob(new BlobId(cellId, "blob"), 4, "00ff");
        return journal.accept(new NewImport(cellId, "name", "snap", bytes, random.nextInt(5) == 0, "tester", 0));
    }

    private static ImportState completed(Accepted run) {
        return NumberedRuns.completed(run.run(), START);
    }

    private void poll(Poll poll) {
        view.certain(poll.cellId())
                .ifPresentOrElse(certain -> truth.answer(poll, certain.standing()), () -> reads.add(poll));
    }

    private void answerRead() {
        if (!reads.isEmpty()) {
            Poll poll = reads.remove();
            try {
                truth.answer(poll, view.read(poll.cellId()));
            } catch (StoreException unreadable) {
                // An error is no answer.
            }
        }
    }

    private void deliver() {
        if (!answers.isEmpty()) {
            truth.accepted(answers.remove());
        }
    }
}
