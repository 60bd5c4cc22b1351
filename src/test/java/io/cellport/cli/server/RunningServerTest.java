package io.cellport.cli.server;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import io.cellport.config.UnitConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServerTest {

    @TempDir
    Path data;

    @Test
    void aServerAnswersAtItsUrlUntilItIsClosed() {
        UnitConfig config = config(data).build();
        UnitClient client;
        try (RunningServer server = RunningServer.start(config)) {
            client = new UnitClient(
                    URI.create(server.url()), () -> UnitTokens.issuer(config).unitToken(Duration.ofMinutes(1)));
            client.createCell("a");

            assertThat(client.cellNames()).containsExactly("a");
            assertThat(client.importStatus("a").line()).isEqualTo("ready");
        }
        assertThatThrownBy(client::cellNames)
                .isInstanceOf(UnitException.class)
                .hasMessageStartingWith("No server answers");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> RunningServer.start(config(data).port(port).build()))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith(
                            "Cellport cannot start: http://127.0.0.1:%d/ cannot be listened on: ", port);
        }
    }

    @Test
    void aManagementPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> RunningServer.start(
                            config(data).managementPort(port).build()))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith(
                            "Cellport cannot start: management.port: 127.0.0.1:%d cannot be listened on: ", port);
        }
    }

    @Test
    void theUrlOfTheManagementPortIsKnownIfThereIsOne() {
        UnitConfig without = config(data).build();
        UnitConfig with = config(data).management().build();
        try (RunningServer server = RunningServer.start(without)) {
            assertThat(server.managementUrl(without)).isEmpty();
        }
        try (RunningServer server = RunningServer.start(with)) {
            assertThat(server.managementUrl(with))
                    .hasValueSatisfying(url -> assertThat(url).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*/"));
        }
    }

    @Test
    void aDirectoryInUseIsReportedAndNotTouched() {
        UnitConfig config = config(data).build();
        try (RunningServer first = RunningServer.start(config)) {
            assertThatThrownBy(() -> RunningServer.start(config))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("Cellport cannot start: ")
                    .hasMessageContaining("in use");
            assertThat(first.url()).isNotEmpty();
        }
        RunningServer.start(config).close();
    }

    @Test
    void theCauseOfAFailureIsReported() throws IOException {
        Files.writeString(data.resolve("unit-key.pem"), "c2VjcmV0");

        assertThatThrownBy(() -> RunningServer.start(config(data).build()))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("unit-key.pem")
                .hasMessageNotContaining("c2VjcmV0");
    }
}
