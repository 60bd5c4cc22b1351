package io.cellport.cli;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.Question;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;

/** Deletes a cell; if it is not empty, only after the user agrees. Blocks; for one thread. */
record CellDeletion(UnitClient unit, Question question) {

    private static final String HAS_CONTENT = "PR409-OD-0001";

    /** Throws a {@link CommandException} that says why the cell was not deleted. */
    void run(String cell, boolean recursive) {
        if (recursive) {
            unit.deleteCellWithContent(cell);
            return;
        }
        try {
            unit.deleteCell(cell);
        } catch (UnitException refused) {
            if (!refused.isFor(HAS_CONTENT)) {
                throw refused;
            }
            requireConsent(cell);
            unit.deleteCellWithContent(cell);
        }
    }

    private void requireConsent(String cell) {
        boolean agreed = question.ask("Cell %s is not empty. Delete it with all that it holds?".formatted(cell))
                .orElseThrow(() -> new CommandException(
                        "Cell %s is not empty; --recursive deletes it with all that it holds".formatted(cell)));
        if (!agreed) {
            throw new CommandException("Cell %s was not deleted".formatted(cell));
        }
    }
}
