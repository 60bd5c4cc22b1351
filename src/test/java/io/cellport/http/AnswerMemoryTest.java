package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.generation.RowMemory;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.worker.MemoryBudget;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {

    private static final int MIB = 1 << 20;

    private final MemoryBudget budget = new MemoryBudget(80 * MIB);

    /** 16 MiB may wait. */
    private final AnswerMemory memory = new AnswerMemory(budget, 2 * MIB);

    @Test
    void whatALongRowTakesIsGivenBackWhenTheStepEnds() throws Exception {
        AnswerMemory.Loan loan = memory.loan("a");

        long free = loan.during(() -> {
            loan.need(MIB);
            loan.need(MIB / 2);
            return budget.free();
        });

        assertThat(free).isEqualTo((80 - 16) * MIB);
        assertThat(budget.free()).isEqualTo(80 * MIB);
    }

    @Test
    void aRowThatIsLongerThanExpectedTakesWhatThereIs() throws Exception {
        AnswerMemory.Loan loan = memory.loan("a");

        long free = loan.during(() -> {
            loan.need(MIB);
            loan.need(100 * MIB);
            return budget.free();
        });

        assertThat(free).isZero();
    }

    @Test
    void aStepThatFailsGivesBackToo() {
        AnswerMemory.Loan loan = memory.loan("a");

        assertThatThrownBy(() -> loan.during(() -> {
                    loan.need(MIB);
                    throw new OutOfMemoryError("made by a test");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(budget.free()).isEqualTo(80 * MIB);
    }

    @Test
    void answersOfOneCellWaitForClientsWithAQuarterOfWhatThereIs() {
        keep("a", 2 * MIB);
        AnswerMemory.Loan second = keep("a", 2 * MIB);

        assertRefused(() -> keep("a", RowMemory.FREE_BYTES));
        assertThatCode(() -> keep("b", 4 * MIB)).doesNotThrowAnyException();

        second.close();
        assertThatCode(() -> keep("a", 2 * MIB)).doesNotThrowAnyException();
    }

    @Test
    void whoIsAloneMayKeepMuchAndMore() {
        AnswerMemory.Loan loan = keep("a", 3 * MIB);
        loan.keep(20 * MIB);

        assertRefused(() -> keep("b", MIB));

        loan.close();
        assertThatCode(() -> keep("b", MIB)).doesNotThrowAnyException();
    }

    @Test
    void anAnswerThatIsRefusedMoreKeepsWhatItHad() {
        AnswerMemory.Loan first = keep("a", MIB);
        AnswerMemory.Loan second = keep("a", 2 * MIB);

        assertRefused(() -> first.need(2 * MIB));
        assertThatCode(() -> first.keep(MIB)).doesNotThrowAnyException();
        assertThat(budget.free()).isEqualTo(80 * MIB);

        second.close();
        assertThatCode(() -> first.keep(4 * MIB)).doesNotThrowAnyException();
    }

    @Test
    void nothingIsKeptWhenAllAnswersHaveEnded() {
        List<AnswerMemory.Loan> loans =
                IntStream.range(0, 8).mapToObj(i -> keep("cell" + i, 2 * MIB)).toList();
        assertRefused(() -> keep("other", 2 * MIB));

        loans.forEach(AnswerMemory.Loan::close);
        loans.forEach(AnswerMemory.Loan::close);

        IntStream.range(0, 8).forEach(i -> keep("cell" + i, 2 * MIB));
        assertRefused(() -> keep("other", 2 * MIB));
    }

    private AnswerMemory.Loan keep(String cellId, long bytes) {
        AnswerMemory.Loan loan = memory.loan(cellId);
        loan.keep(bytes);
        return loan;
    }

    private static void assertRefused(ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR503_SV_0001));
    }
}
