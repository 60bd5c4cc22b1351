package io.cellport.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ThrowableProxy;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class ExceptionFramesTest {

    @Test
    void showsClassesAndPlacesOfTheWholeChainButNoMessage() {
        Exception secret =
                new UncheckedIOException("token eyJ", new FileNotFoundException("/secret/path of the machine"));

        String shown = new ExceptionFrames().throwableProxyToString(new ThrowableProxy(secret));

        assertThat(shown)
                .contains(
                        "java.io.UncheckedIOException",
                        "caused by java.io.FileNotFoundException",
                        "ExceptionFramesTest")
                .doesNotContain("token", "secret");
    }

    @Test
    void saysWhyTheMachineRefusedSomething() {
        Exception full = new UncheckedIOException(
                "write", new FileSystemException("/secret/path", null, "No space left on device"));

        String shown = new ExceptionFrames().throwableProxyToString(new ThrowableProxy(full));

        assertThat(shown)
                .contains("caused by java.nio.file.FileSystemException [disk full, ENOSPC]")
                .doesNotContain("secret", "device");
    }
}
