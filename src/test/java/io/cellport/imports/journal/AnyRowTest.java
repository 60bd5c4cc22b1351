package io.cellport.imports.journal;

import io.cellport.Seeds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The inputs of {@code JournalFuzz}, without the fuzzer. */
class AnyRowTest {

    @ParameterizedTest
    @MethodSource
    void read(Path seed) {
        AnyRow.read(Seeds.read(seed));
    }

    static List<Path> read() {
        return Seeds.of("imports/journal/JournalFuzz", "row");
    }
}
