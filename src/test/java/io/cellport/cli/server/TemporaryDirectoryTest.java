package io.cellport.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {

    @TempDir
    Path outside;

    @Test
    void onlyTheOwnerSeesIt() throws IOException {
        try (TemporaryDirectory directory = TemporaryDirectory.create("cellport-test-")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
                    .isEqualTo("rwx------");
            assertThat(directory.path().getFileName().toString()).startsWith("cellport-test-");
        }
    }

    @Test
    void closingDeletesAllThatItHoldsAndNothingElse() throws IOException {
        Path precious = Files.writeString(outside.resolve("precious.txt"), "text");
        TemporaryDirectory directory = TemporaryDirectory.create("cellport-test-");
        Files.createDirectories(directory.path().resolve("a/b/c"));
        Files.writeString(directory.path().resolve("a/b/file"), "text");
        Files.createSymbolicLink(directory.path().resolve("a/link"), outside);

        directory.close();

        assertThat(directory.path()).doesNotExist();
        assertThat(precious).hasContent("text");
    }

    @Test
    void noTwoAreTheSame() {
        try (TemporaryDirectory one = TemporaryDirectory.create("cellport-test-");
                TemporaryDirectory two = TemporaryDirectory.create("cellport-test-")) {
            assertThat(one.path()).isNotEqualTo(two.path());
        }
    }
}
