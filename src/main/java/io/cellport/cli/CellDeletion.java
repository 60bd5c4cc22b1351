package io.cellport.cli;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.Question;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import java.util.Optional;

/**
 * Deletes a cell after the user has agreed. If nobody can be asked, only an empty one is deleted. Blocks; for one
 * thread.
 */
record CellDeletion(UnitClient unit, Question question) {

    private static final String HAS_CONTENT = "PR409-OD-0001";

    /** Throws a {@link CommandException} that says why the cell was not deleted. */
    void run(String cell, boolean recursive) {
        if (recursive) {
            unit.deleteCellWithContent(cell);
            return;
        }
        Optional<Boolean> agreed = question.ask("Delete cell %s with all that it holds?".formatted(cell));
        if (agreed.isPresent() && !agreed.get()) {
            throw new CommandException("Cell %s was not deleted".formatted(cell));
        }
        try {
            unit.deleteCell(cell);
        } catch (UnitException refused) {
            if (!refused.isFor(HAS_CONTENT)) {
                throw refused;
            }
            if (agreed.isEmpty()) {
                throw new CommandException(
                        "Cell %s is not empty; --yes deletes it with all that it holds".formatted(cell));
            }
            unit.deleteCellWithContent(cell);
        }
    }
}
