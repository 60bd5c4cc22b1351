package io.cellport.auth.token;

import static io.cellport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.config.Issuer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key set in a file. */
class KeySetFileTest {

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(PATIENCE.toSeconds(), SECONDS);
    }

    @Test
    void aFileIsReadAgainEachTime() throws Exception {
        Path file = Files.writeString(directory.resolve("jwks.json"), "{}");
        KeySetLocation location = location(file);
        assertThat(read(location)).isEqualTo("{}");

        Files.writeString(file, "{\"keys\":[]}");

        assertThat(read(location)).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void aFileMayBeAsLongAsTheLimitAndNoLonger() throws Exception {
        Path file = Files.writeString(directory.resolve("jwks.json"), " ".repeat(KeySetLocation.MAX_BYTES));
        assertThat(read(location(file))).hasSize(KeySetLocation.MAX_BYTES);

        Files.writeString(file, " ".repeat(KeySetLocation.MAX_BYTES + 1));

        assertThatThrownBy(() -> read(location(file))).isInstanceOf(IOException.class);
    }

    @Test
    void aMissingFileFailsAndIsNotMade() {
        Path missing = directory.resolve("jwks.json");

        assertThatThrownBy(() -> read(location(missing))).isInstanceOf(Exception.class);
        assertThat(missing).doesNotExist();
    }

    @Test
    void aDirectoryFails() {
        assertThatThrownBy(() -> read(location(directory))).isInstanceOf(Exception.class);
    }

    private KeySetLocation location(Path file) {
        return KeySetLocation.of(
                vertx, new Issuer("https://id", file.toString(), "cellport", "RS256", "groups", "admin"));
    }

    private static String read(KeySetLocation location) throws Exception {
        return location.read().await(PATIENCE.toSeconds(), SECONDS).toString();
    }
}
