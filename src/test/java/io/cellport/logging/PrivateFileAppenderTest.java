package io.cellport.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log file of a server, as {@code conf/logback.xml} has it. */
class PrivateFileAppenderTest {

    @TempDir
    Path directory;

    private LoggerContext context;

    private Path file;

    @BeforeEach
    void start() throws JoranException {
        file = directory.resolve("log/cellport.log");
        context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("cellport.log.to", "file");
        context.putProperty("cellport.log.file", file.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure("conf/logback.xml");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void onlyTheOwnerCanReadTheLogAndWhatItReplaces() throws IOException {
        log("first");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");

        replaceAfterOneByte();
        log("second");
        log("third");

        await().until(() -> !old().isEmpty() && old().get(0).endsWith(".gz"));
        assertThat(permissions(directory.resolve("log/cellport.log.old"))).isEqualTo("rwx------");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(file).content().doesNotContain("first");
    }

    @Test
    void whatSomebodyHasAllowedStays() throws Exception {
        log("first");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        context.stop();
        start();
        log("second");

        assertThat(permissions(file)).isEqualTo("rw-r-----");
        assertThat(file).content().contains("first", "second");
    }

    private void log(String message) {
        context.getLogger("x").info(message);
    }

    private void replaceAfterOneByte() {
        PrivateFileAppender appender = (PrivateFileAppender)
                context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("LOG");
        SizeAndTimeBasedRollingPolicy<?> policy = (SizeAndTimeBasedRollingPolicy<?>) appender.getRollingPolicy();
        policy.setMaxFileSize(new FileSize(1));
        policy.start();
    }

    private List<String> old() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("log/cellport.log.old"))) {
            return files.map(found -> found.getFileName().toString()).toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
