package io.cellport.snapshot.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotNameTest {

    @Test
    void lettersDigitsHyphensAndUnderscoresMakeAName() {
        assertThat(Stream.of("a", "Z9", "-", "_", "CellExport_2026-11-26", "x".repeat(192)))
                .allSatisfy(text -> {
                    assertThat(SnapshotName.of(text)).contains(new SnapshotName(text));
                    assertThat(SnapshotName.isFileName(text + ".zip")).isTrue();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a.zip", "../a", "a/b", "a\\b", "a\n", "é", "a\u0000"})
    void anyOtherTextIsNoName(String text) {
        assertThat(SnapshotName.of(text)).isEmpty();
        assertThat(SnapshotName.isFileName(text + ".zip")).isFalse();
        assertThatThrownBy(() -> new SnapshotName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameHasAtMost192Characters() {
        assertThat(SnapshotName.of("x".repeat(193))).isEmpty();
        assertThat(SnapshotName.isFileName("x".repeat(193) + ".zip")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "a.z p", "a.zip.zip", ".zip", "a.12345678901234567"})
    void aFileHasOneExtension(String name) {
        assertThat(SnapshotName.isFileName(name)).isFalse();
    }
}
