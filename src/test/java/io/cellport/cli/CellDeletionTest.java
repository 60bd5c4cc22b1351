package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.unit.FakeUnit;
import io.cellport.cli.unit.UnitException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CellDeletionTest {

    private static final String DELETION = "DELETE /__ctl/Cell('a')";

    private static final String DELETION_OF_ALL = "DELETE /a/";

    private final List<String> questions = new ArrayList<>();

    @AutoClose
    private FakeUnit unit;

    @BeforeEach
    void start() {
        unit = new FakeUnit();
    }

    @Test
    void anEmptyCellIsDeletedIfTheUserAgreesOrCannotBeAsked() {
        unit.answers(204, "").answers(204, "");

        delete(false, Optional.of(true));
        delete(false, Optional.empty());

        assertThat(unit.requests()).containsExactly(DELETION, DELETION);
    }

    @Test
    void aCellThatIsNotEmptyIsDeletedIfTheUserAgrees() {
        hasContent();
        deletesAll();

        delete(false, Optional.of(true));

        assertThat(questions).containsExactly("Delete cell a with all that it holds?");
        assertThat(unit.requests()).containsExactly(DELETION, "GET /", DELETION_OF_ALL, "recursive: true");
    }

    @Test
    void aCellIsKeptIfTheUserDoesNotAgree() {
        assertThatThrownBy(() -> delete(false, Optional.of(false)))
                .isInstanceOf(CommandException.class)
                .hasMessage("Cell a was not deleted");
        assertThat(unit.requests()).isEmpty();
    }

    @Test
    void withoutATerminalTheCellIsKeptAndTheFlagIsNamed() {
        hasContent();

        assertThatThrownBy(() -> delete(false, Optional.empty()))
                .isInstanceOf(CommandException.class)
                .hasMessage("Cell a is not empty; --yes deletes it with all that it holds");
        assertThat(unit.requests()).containsExactly(DELETION);
    }

    @Test
    void theFlagDeletesWithoutAQuestion() {
        deletesAll();

        delete(true, Optional.of(false));

        assertThat(questions).isEmpty();
        assertThat(unit.requests()).containsExactly("GET /", DELETION_OF_ALL, "recursive: true");
    }

    @Test
    void anyOtherRefusalIsReported() {
        unit.refuses(404, "PR404-OD-0002", "No such entity.");

        assertThatThrownBy(() -> delete(false, Optional.of(true)))
                .isInstanceOf(UnitException.class)
                .hasMessage("PR404-OD-0002 No such entity.");
    }

    private void delete(boolean recursive, Optional<Boolean> answer) {
        new CellDeletion(unit.client(), text -> {
                    questions.add(text);
                    return answer;
                })
                .run("a", recursive);
    }

    private void hasContent() {
        unit.refuses(409, "PR409-OD-0001", "This entity has related data.");
    }

    private void deletesAll() {
        unit.answers(200, FakeUnit.PATH_BASED).answers(request -> {
            unit.note("recursive: " + request.getHeader("X-Personium-Recursive"));
            request.response().setStatusCode(204).end();
        });
    }
}
