package io.cellport.imports.loader;

import io.cellport.Seeds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The inputs of {@code LineFuzz}, without the fuzzer. */
class AnyLineTest {

    @ParameterizedTest
    @MethodSource
    void parse(Path seed) {
        AnyLine.parse(Seeds.read(seed));
    }

    static List<Path> parse() {
        return Seeds.of("imports/loader/LineFuzz", "parse");
    }
}
