package io.cellport.auth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellport.MovableClock;
import io.cellport.storage.StoreException;
import io.cellport.storage.UnsyncedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(NOW);

    private KeyFile keys;

    @BeforeEach
    void name() {
        keys = new KeyFile(data, clock);
    }

    @Test
    void aPairIsMadeOnceAndReadAfterwards() {
        String first = new KeyFile(data.resolve("new")).open().signing().publicPem();

        assertThat(new KeyFile(data.resolve("new")).open().signing().publicPem())
                .isEqualTo(first);
        assertThat(data.resolve("new/unit-key.pub.pem")).hasContent(first);
    }

    @Test
    void whoOnlyReadsMakesNoPair() {
        assertThat(keys.read()).isEmpty();
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void onlyTheOwnerCanReadThePrivateKeys() throws IOException {
        keys.open();
        assertThat(permissions("unit-key.pem")).isEqualTo("rw-------");

        keys.rotate(DAY);
        assertThat(permissions("unit-key.pem")).isEqualTo("rw-------");
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
    }

    @Test
    void threadsThatMeetOnAnEmptyDirectoryAllGetTheSamePair() {
        List<String> ids = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> keys.open().signing().id())
                .toList();

        assertThat(ids).allMatch(ids.get(0)::equals);
    }

    @Test
    void nothingTemporaryStays() throws IOException {
        keys.open();

        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("unit-key.pem", "unit-key.pub.pem");
        }
    }

    @Test
    void aKeyThatWasGivenOutOutlastsAPowerLoss(@TempDir Path stash) {
        UnsyncedFiles unsynced = new UnsyncedFiles(stash);
        KeyFile watched = new KeyFile(unsynced.wrap(data.resolve("new")), clock);

        watched.open();
        assertThat(unsynced.unsafe()).isEmpty();

        watched.rotate(DAY);
        assertThat(unsynced.unsafe()).containsExactly(data.resolve("new/tmp/unit-key.lock"));
    }

    @Test
    void aDamagedFileIsAnErrorThatDoesNotShowItsContent() throws IOException {
        for (String damaged : List.of(
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
                "c2VjcmV0",
                "")) {
            Files.writeString(data.resolve("unit-key.pem"), damaged);

            assertThatThrownBy(keys::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessage("unit-key.pem does not hold an RSA private key in PEM form");
        }
    }

    @Test
    void aTimeThatIsNoneIsAnError() throws IOException {
        keys.open();
        String text = Files.readString(data.resolve("unit-key.pem"));
        Files.writeString(data.resolve("unit-key.pem"), "Retires-At: never\n" + text);

        assertThatThrownBy(keys::read).hasMessage("unit-key.pem has a time that cannot be read");
    }

    @Test
    void theFileOfAUnitThatWasNeverGivenAnotherKeyIsAPlainPem() throws IOException {
        keys.open();

        assertThat(Files.readString(data.resolve("unit-key.pem")))
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void aNewKeyVerifiesAtOnceAndSignsAfterNinetySeconds() {
        UnitKey first = keys.open().signing();

        UnitKeys rotated = keys.rotate(DAY);
        UnitKey second = rotated.all().get(0);

        assertThat(rotated.all()).extracting(UnitKey::id).containsExactly(second.id(), first.id());
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(rotated.signing().id()).isEqualTo(first.id());
        clock.advance(Duration.ofMillis(89_999));
        assertThat(signing()).isEqualTo(first.id());
        clock.advance(Duration.ofMillis(1));
        assertThat(signing()).isEqualTo(second.id());
    }

    @Test
    void anOldKeyVerifiesUntilTheTokensThatItSignedHaveEnded() {
        UnitKey first = keys.open().signing();
        UnitKeys rotated = keys.rotate(DAY);

        assertThat(rotated.all().get(1).retireAt()).contains(NOW.plusSeconds(90).plus(DAY));
        assertThat(rotated.all().get(0).retireAt()).isEmpty();
        clock.advance(DAY.plusMillis(89_999));
        assertThat(stored().knows(first.id())).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(stored().all()).extracting(UnitKey::id).containsExactly(signing());
    }

    @Test
    void theNextRotationForgetsRetiredKeysAndMayEndTheOthersSooner() throws IOException {
        UnitKey first = keys.open().signing();
        keys.rotate(Duration.ofHours(1));
        clock.advance(Duration.ofSeconds(1));
        keys.rotate(Duration.ofHours(2));
        assertThat(stored().all())
                .extracting(key -> key.retireAt().orElse(Instant.MAX))
                .containsExactly(Instant.MAX, NOW.plusSeconds(91 + 7_200), NOW.plusSeconds(90 + 3_600));

        clock.advance(Duration.ofMinutes(62));
        UnitKeys last = keys.rotate(Duration.ZERO);

        assertThat(last.all()).hasSize(3).noneMatch(key -> key.id().equals(first.id()));
        assertThat(last.all().get(1).retireAt()).contains(clock.instant().plusSeconds(90));
        assertThat(Files.readString(data.resolve("unit-key.pem")).split("BEGIN", -1))
                .hasSize(4);
        assertThat(Files.readString(data.resolve("unit-key.pub.pem")))
                .isEqualTo(last.all().get(0).publicPem()
                        + last.all().get(1).publicPem()
                        + last.all().get(2).publicPem());
    }

    @Test
    void aClockThatWasSetBackLeavesAKeyThatSigns() {
        keys.open();
        keys.rotate(Duration.ZERO);
        clock.advance(DAY);
        keys.rotate(DAY);
        UnitKey oldest = stored().all().get(1);

        clock.advance(DAY.multipliedBy(-3));

        assertThat(signing()).isEqualTo(oldest.id());
    }

    @Test
    void withoutAKeyThereIsNoneToFollow() {
        assertThatThrownBy(() -> keys.rotate(DAY))
                .isInstanceOf(StoreException.class)
                .hasMessage("there is no unit-key.pem");
        assertThat(data.resolve("unit-key.pem")).doesNotExist();
    }

    @Test
    void rotationsAtTheSameTimeLoseNoKey() {
        keys.open();

        long added = IntStream.range(0, 4).parallel().filter(i -> isRotated()).count();

        assertThat(added).isPositive();
        assertThat(stored().all()).hasSize(1 + (int) added);
    }

    private boolean isRotated() {
        try {
            keys.rotate(DAY);
            return true;
        } catch (StoreException refused) {
            assertThat(refused).hasMessage("another process is adding a key");
            return false;
        }
    }

    @Test
    void rootLeavesTheFilesToTheUserOfTheServer() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
        keys.open();
        UserPrincipal other =
                data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(data.resolve("unit-key.pem"), other);

        keys.rotate(DAY);

        for (String file : List.of("unit-key.pem", "unit-key.pub.pem", "tmp/unit-key.lock")) {
            assertThat(Files.getOwner(data.resolve(file))).as(file).isEqualTo(other);
        }
    }

    private UnitKeys stored() {
        return keys.read().orElseThrow();
    }

    private String signing() {
        return stored().signing().id();
    }
}
