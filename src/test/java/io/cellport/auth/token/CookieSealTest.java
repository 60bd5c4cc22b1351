package io.cellport.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.MovableClock;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieSealTest {

    private static final String CELL = "http://unit.example/cell1/";

    @TempDir
    static Path directory;

    private static UnitKeys keys;

    private final CookieSeal seal = new CookieSeal(() -> keys);

    @BeforeAll
    static void load() throws IOException {
        keys = new KeyFile(directory).open();
    }

    @Test
    void whatWasClosedOpensWithTheSamePeerAtTheSameCellAlsoAfterARestart() {
        String value = seal.close("peer", "token", CELL);

        assertThat(new CookieSeal(() -> keys).open(value, "peer", CELL)).contains("token");
        assertThat(seal.open(value, "Peer", CELL)).isEmpty();
        assertThat(seal.open(value, "", CELL)).isEmpty();
        assertThat(seal.open(value, "peer", "http://unit.example/cell2/")).isEmpty();
    }

    @Test
    void noPartOfAValueAndNoChangeOpens() {
        String value = seal.close("peer", "token", CELL);

        // Of the last character only some bits count.
        for (int at = 0; at < value.length() - 1; at++) {
            String start = value.substring(0, at);
            char other = value.charAt(at) == 'x' ? 'y' : 'x';
            assertThat(seal.open(start, "peer", CELL)).isEmpty();
            assertThat(seal.open(start + other + value.substring(at + 1), "peer", CELL))
                    .isEmpty();
        }
    }

    @Test
    void theSameTokenIsHiddenDifferentlyEveryTime() {
        assertThat(seal.close("peer", "token", CELL)).isNotEqualTo(seal.close("peer", "token", CELL));
    }

    @Test
    void aCookieOpensAsLongAsTheKeyThatClosedItCounts(@TempDir Path rotated) {
        MovableClock clock = new MovableClock(Instant.EPOCH);
        KeyFile file = new KeyFile(rotated, clock);
        CookieSeal current = new CookieSeal(file::open);
        String first = current.close("peer", "first", CELL);

        file.rotate(Duration.ofHours(1));
        clock.advance(Duration.ofSeconds(90));
        String second = current.close("peer", "second", CELL);

        assertThat(current.open(first, "peer", CELL)).contains("first");
        assertThat(current.open(second, "peer", CELL)).contains("second");
        clock.advance(Duration.ofHours(1));
        assertThat(current.open(first, "peer", CELL)).isEmpty();
        assertThat(current.open(second, "peer", CELL)).contains("second");
    }

    @Test
    void anotherUnitsKeyOpensNothing() throws IOException {
        CookieSeal stranger = new CookieSeal(new KeyFile(directory.resolve("stranger"))::open);

        assertThat(stranger.open(seal.close("peer", "token", CELL), "peer", CELL))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "====", "no base64!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\u00e9"})
    void aValueThatWasNeverSealedOpensNothing(String value) {
        assertThat(seal.open(value, "peer", CELL)).isEmpty();
        assertThat(seal.open(value, "", CELL)).isEmpty();
    }

    @Test
    void theTokenMayHoldAnything() {
        for (String token : List.of("", "\t", "a\tb", "\u00e9\ud83d\ude00", "x".repeat(8192))) {
            assertThat(seal.open(seal.close("peer", token, CELL), "peer", CELL)).contains(token);
        }
    }
}
