package io.cellport.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileTest {

    @TempDir
    Path directory;

    @Test
    void whatThereIsIsLoadedAndTheEndIsTold() throws IOException {
        Path path = Files.write(directory.resolve("file"), new byte[100_000]);
        try (FileChannel channel = FileChannel.open(path)) {
            LocalFile file = new LocalFile(channel);

            assertThat(file.load(0, 70_000)).isEqualTo(70_000);
            assertThat(file.load(70_000, 70_000)).isEqualTo(30_000);
            assertThat(channel.position()).isZero();
            assertThatThrownBy(() -> file.load(100_000, 1)).isInstanceOf(EOFException.class);
        }
    }
}
