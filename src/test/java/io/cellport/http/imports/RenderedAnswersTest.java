package io.cellport.http.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.status.StatusAnswer;
import io.cellport.imports.message.ImportStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenderedAnswersTest {

    private final RenderedAnswers answers = new RenderedAnswers();

    @Test
    void anEqualStatusIsRenderedOnce() {
        assertThat(answers.of("cell", status(1))).isSameAs(answers.of("cell", status(1)));
    }

    @Test
    void aThousandCellsThatAreAskedForInTurnAreRenderedOnce() {
        List<StatusAnswer> first = thousandCells();

        for (int round = 0; round < 3; round++) {
            List<StatusAnswer> again = thousandCells();
            for (int i = 0; i < first.size(); i++) {
                assertThat(again.get(i)).isSameAs(first.get(i));
            }
        }
    }

    private List<StatusAnswer> thousandCells() {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> answers.of("cell" + i, status(i)))
                .toList();
    }

    @Test
    void howeverManyThereAreEachStatusHasItsOwnAnswer() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(answers.of("cell" + i % 3_000, status(i)).body())
                        .isEqualTo(ImportAnswer.of(status(i)).body());
            }
        }
        assertThat(answers.of("cell", ImportStatus.READY)).isSameAs(ImportAnswer.READY);
    }

    private static ImportStatus status(int i) {
        return ImportStatus.inProgress(Instant.ofEpochMilli(i), i % 100, "snapshot" + i % 7);
    }
}
