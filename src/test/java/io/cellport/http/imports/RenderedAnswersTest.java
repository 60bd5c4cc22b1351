package io.cellport.http.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.imports.message.ImportStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RenderedAnswersTest {

    private final RenderedAnswers answers = new RenderedAnswers();

    @Test
    void anEqualStatusIsRenderedOnce() {
        assertThat(answers.of(status(1))).isSameAs(answers.of(status(1)));
    }

    @Test
    void howeverManyThereAreEachStatusHasItsOwnAnswer() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(answers.of(status(i)).body())
                        .isEqualTo(ImportAnswer.of(status(i)).body());
            }
        }
        assertThat(answers.of(ImportStatus.READY)).isSameAs(ImportAnswer.READY);
    }

    private static ImportStatus status(int i) {
        return ImportStatus.inProgress(Instant.ofEpochMilli(i), i % 100, "snapshot" + i % 7);
    }
}
