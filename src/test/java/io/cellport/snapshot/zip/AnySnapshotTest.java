package io.cellport.snapshot.zip;

import io.cellport.Seeds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The inputs of {@code SnapshotFuzz}, without the fuzzer. */
class AnySnapshotTest {

    @ParameterizedTest
    @MethodSource
    void open(Path seed) {
        AnySnapshot.open(Seeds.read(seed));
    }

    @ParameterizedTest
    @MethodSource
    void name(Path seed) {
        AnySnapshot.name(Seeds.read(seed));
    }

    @ParameterizedTest
    @MethodSource
    void manifest(Path seed) {
        AnySnapshot.manifest(Seeds.read(seed));
    }

    static List<Path> open() {
        return Seeds.of("snapshot/zip/SnapshotFuzz", "open");
    }

    static List<Path> name() {
        return Seeds.of("snapshot/zip/SnapshotFuzz", "name");
    }

    static List<Path> manifest() {
        return Seeds.of("snapshot/zip/SnapshotFuzz", "manifest");
    }
}
