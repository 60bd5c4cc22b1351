package io.cellport.http;

import io.cellport.cell.generation.RowMemory;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.MemoryShare;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * The memory of answers that are made of rows, which an import may have made as long as {@code limits.lineBytes}. What
 * a long row takes while it is read comes out of the unit's budget. What waits for clients to take it does not, because
 * a client may never do so: it has a limit of its own, in all and for one cell. One per node. Safe for several threads.
 */
public final class AnswerMemory {

    /** Bytes of memory for each byte of a long row while it is read: parsed, searched or written. */
    private static final int READING_COST = 8;

    /** What of a row waits for the client, for each of its bytes: at worst all are escaped. */
    private static final int WAITING_COST = 2;

    /** What waits is at most this part of the size of the budget: an eighth of the heap. */
    private static final int WAITING_PART = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MemoryBudget budget;

    private final int lineBytes;

    private final Places waiting;

    /**
     * A limit that follows from the size of the budget.
     *
     * @param lineBytes length of the longest rows that are expected
     */
    public AnswerMemory(MemoryBudget budget, int lineBytes) {
        this.budget = budget;
        this.lineBytes = lineBytes;
        this.waiting = new Places(kibibytes(budget.total() / WAITING_PART));
    }

    private static int kibibytes(long bytes) {
        return Math.toIntExact((bytes + 1_023) >> 10);
    }

    /** The memory of one answer, which has none yet. Close it when the answer has ended. */
    public Loan loan(String cellId) {
        return new Loan(cellId);
    }

    /** What one answer has. Its steps and its end come one after the other, on whatever thread. */
    public final class Loan implements RowMemory, AutoCloseable {

        private final String cellId;

        private final MemoryShare reading = new MemoryShare(budget, Loan::refuseLate);

        private long readingBytes;

        private int waitingKibibytes;

        private Loan(String cellId) {
            this.cellId = cellId;
        }

        private static void refuseLate(long waitedNanos) {
            if (waitedNanos > PATIENCE.toNanos()) {
                throw ApiException.of(ErrorCode.PR503_SV_0001);
            }
        }

        /** A step that reads rows; what it took for that is given back at its end. Blocks. */
        public <T> T during(Callable<T> step) throws Exception {
            try {
                return step.call();
            } finally {
                reading.close();
                readingBytes = 0;
            }
        }

        @Override
        public void need(long bytes) {
            keep(bytes * WAITING_COST);
            if (bytes > readingBytes) {
                reading.close();
                readingBytes = Math.max(bytes, lineBytes);
                reading.take(Math.min(readingBytes * READING_COST, reading.most()));
            }
        }

        /**
         * Makes sure that so many bytes may wait for the client, until the answer has ended.
         *
         * @throws ApiException {@code PR503-SV-0001} if other answers leave too little
         */
        public void keep(long bytes) {
            int more = kibibytes(bytes) - waitingKibibytes;
            if (more > 0) {
                if (!waiting.enter(cellId, more, waitingKibibytes)) {
                    throw ApiException.of(ErrorCode.PR503_SV_0001);
                }
                waitingKibibytes += more;
            }
        }

        @Override
        public void close() {
            reading.close();
            waiting.leave(cellId, waitingKibibytes);
            waitingKibibytes = 0;
        }
    }
}
