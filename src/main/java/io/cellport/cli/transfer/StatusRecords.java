package io.cellport.cli.transfer;

import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.StatusReport;
import io.cellport.cli.unit.UnitClient;
import java.util.function.Supplier;

/**
 * Tells how an import stands at a server without records of imports, as Personium: by the status of the cell. For a
 * while after it has accepted an import, such a server may say what it has said before. Blocks; for one thread.
 */
final class StatusRecords implements Supplier<RunRecord> {

    /** Answers that may still be of the time before; with the pauses of a watch they take three seconds. */
    private static final int MOST_OLD_ANSWERS = 7;

    private final UnitClient unit;

    private final String cell;

    private final StatusReport before;

    private int oldAnswers;

    /** @param before what the server said before the import was started */
    StatusRecords(UnitClient unit, String cell, StatusReport before) {
        this.unit = unit;
        this.cell = cell;
        this.before = before;
    }

    @Override
    public RunRecord get() {
        StatusReport now = unit.importStatus(cell);
        if (!now.json().equals(before.json())) {
            oldAnswers = MOST_OLD_ANSWERS;
        }
        return RunRecord.ofStatus(now, ++oldAnswers > MOST_OLD_ANSWERS);
    }
}
