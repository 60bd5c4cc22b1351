package io.cellport.imports.journal;

import io.cellport.cell.Cell;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import java.util.Optional;

/** Asks a view as clients do: again if it cannot answer now, which is an honest answer on a starved machine. */
final class Questions {

    /** Each unanswered question has waited for half a second. */
    private static final int MOST = 200;

    private Questions() {}

    static Optional<DecidedStatus> standing(StatusView view, Cell cell) {
        return standing(view, cell, System.nanoTime());
    }

    /** The same as if it were that time, by {@link System#nanoTime}. */
    static Optional<DecidedStatus> standing(StatusView view, Cell cell, long askedAt) {
        for (int asked = 1; ; asked++) {
            try {
                return view.standing(cell.id(), askedAt).await();
            } catch (ApiException e) {
                if (e.error().code() != ErrorCode.PR503_SV_0002 || asked == MOST) {
                    throw e;
                }
            }
        }
    }
}
