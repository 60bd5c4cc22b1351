package io.cellport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void oneServerAtATimeLocksADirectory() {
        Path data = parent.resolve("a/b");
        try (DataDirectory held = DataDirectory.lock(data)) {
            assertThat(held.path()).isEqualTo(data);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> DataDirectory.lock(data))
                    .withMessageContaining("in use by another server");
        }

        DataDirectory.lock(data).close();
    }

    @Test
    void aFileIsRefusedAsDataDirectory() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> DataDirectory.lock(file))
                .withMessageContaining("cannot be used");
    }

    @Test
    void theUnitUrlIsWrittenForLaterCommands() throws IOException {
        try (DataDirectory held = DataDirectory.lock(parent)) {
            held.rememberUrl("http://127.0.0.1:1/");
            held.rememberUrl("http://127.0.0.1:2/");
        }

        assertThat(parent.resolve(DataDirectory.URL_FILE)).hasContent("http://127.0.0.1:2/");
    }
}
