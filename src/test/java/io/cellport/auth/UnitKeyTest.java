package io.cellport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.cellport.storage.UnsyncedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitKeyTest {

    @TempDir
    Path data;

    @Test
    void aPairIsMadeOnceAndReadAfterwards() throws IOException {
        String first = UnitKey.loadOrCreate(data.resolve("new")).publicPem();

        assertThat(UnitKey.loadOrCreate(data.resolve("new")).publicPem()).isEqualTo(first);
        assertThat(data.resolve("new/unit-key.pub.pem")).hasContent(first);
    }

    @Test
    void onlyTheOwnerCanReadThePrivateKey() throws IOException {
        UnitKey.loadOrCreate(data);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("unit-key.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void threadsThatMeetOnAnEmptyDirectoryAllGetTheSamePair() {
        List<String> keys = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> publicPemOf(data))
                .toList();

        assertThat(keys).allMatch(keys.get(0)::equals);
    }

    @Test
    void nothingTemporaryStays() throws IOException {
        UnitKey.loadOrCreate(data);

        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("unit-key.pem", "unit-key.pub.pem");
        }
    }

    @Test
    void aKeyThatWasGivenOutOutlastsAPowerLoss(@TempDir Path stash) throws IOException {
        UnsyncedFiles unsynced = new UnsyncedFiles(stash);

        UnitKey.loadOrCreate(unsynced.wrap(data.resolve("new")));

        assertThat(unsynced.unsafe()).isEmpty();
    }

    @Test
    void aDamagedKeyFileIsAnErrorThatDoesNotShowItsContent() throws IOException {
        Files.writeString(data.resolve("unit-key.pem"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n");

        assertThatIOException()
                .isThrownBy(() -> UnitKey.loadOrCreate(data))
                .withMessage("unit-key.pem does not hold an RSA private key in PEM form");
    }

    private static String publicPemOf(Path data) {
        try {
            return UnitKey.loadOrCreate(data).publicPem();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
