package io.cellport.imports.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentCellsTest {

    private final RecentCells<AtomicInteger> cells = new RecentCells<>(AtomicInteger::new);

    @Test
    void whatIsAskedForInEachAgeIsRemembered() {
        for (int age = 0; age < 5; age++) {
            assertThat(cells.get("cell").getAndIncrement()).isEqualTo(age);
            cells.age();
        }
    }

    @Test
    void whatNobodyHasAskedForInAWholeAgeIsForgotten() {
        cells.get("cell").set(7);
        cells.age();
        cells.age();

        assertThat(cells.get("cell")).hasValue(0);
    }
}
