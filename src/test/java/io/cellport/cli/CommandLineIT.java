package io.cellport.cli;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.cli.unit.FakeUnit;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only processes can show: Ctrl-C, and certificates that Java's own tool makes. */
@Timeout(120)
class CommandLineIT {

    private static final String PASSWORD = "changeit";

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    @TempDir
    Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void ctrlCSaysWhatGoesOnAndHowToCancelIt() throws Exception {
        try (FakeUnit unit = new FakeUnit()) {
            unit.answers(200, FakeUnit.PATH_BASED)
                    .answers(
                            200,
                            "{\"status\":\"importation in progress\",\"started_at\":\"2026-01-02T03:04:05.678Z\","
                                    + "\"progress\":\"7%\",\"importation_name\":\"s\"}")
                    .answers(200, "{\"runs\":[{\"import_id\":\"r1\",\"state\":\"Importing\",\"percent\":7}]}")
                    .answers(request -> unit.note("held"));
            Path err = directory.resolve("err");
            Process watch = status(unit, err);
            try {
                await().until(() -> unit.requests().contains("held") || !watch.isAlive());
                finished(List.of("kill", "-INT", Long.toString(watch.pid())));

                assertThat(watch.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } finally {
                watch.destroyForcibly();
            }
            assertThat(watch.exitValue()).as("exit code; %s", err).isEqualTo(130);
            assertThat(err)
                    .content()
                    .contains("The import goes on at the server", "cancel --cell a --url " + unit.url() + "\"");
        }
    }

    /** Whoever runs the tests in the background has them ignore Ctrl-C, which children inherit. */
    private Process status(FakeUnit unit, Path err) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(List.of(JAVA.resolve("java").toString(), "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("io.cellport.Main", "status", "--cell", "a", "--watch", "--token", "t0ken"));
        command.addAll(List.of("--url", unit.url().toString()));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(err.toFile())
                .start();
    }

    @Test
    void aCertificateIsTrustedOnDemandAndForItsHostOnly() throws Exception {
        Path keys = directory.resolve("unit.p12");
        Path certificate = directory.resolve("unit.pem");
        keytool("-genkeypair", keys, "-keyalg", "EC", "-dname", "CN=unit", "-ext", "san=dns:localhost");
        keytool("-exportcert", keys, "-rfc", "-file", certificate.toString());
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                            .setSsl(true)
                            .setKeyCertOptions(
                                    new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD)))
                    .requestHandler(request -> request.response().end("{\"d\":{\"results\":[]}}"))
                    .listen(0, "127.0.0.1")
                    .await();
            String local = "https://localhost:%d/".formatted(server.actualPort());
            String address = "https://127.0.0.1:%d/".formatted(server.actualPort());

            assertThat(cells(local, "--cacert", certificate.toString())).isEqualTo(new Execution(0, "", ""));
            assertRefused(cells(local), "The certificate of " + local + " is not trusted; --cacert FILE");
            assertRefused(
                    cells(address, "--cacert", certificate.toString()),
                    "The certificate of " + address + " is for another host than 127.0.0.1");
        } finally {
            vertx.close().await();
        }
    }

    private static void assertRefused(Execution execution, String message) {
        assertThat(execution.exitCode()).isEqualTo(3);
        assertThat(execution.err()).startsWith(message);
    }

    private static Execution cells(String url, String... more) {
        List<String> arguments = new ArrayList<>(List.of("cell", "list", "--token", "t0ken", "--url", url));
        arguments.addAll(List.of(more));
        return Execution.of(arguments.toArray(String[]::new));
    }

    private static void keytool(String what, Path keys, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA.resolve("keytool").toString(), what));
        command.addAll(List.of("-keystore", keys.toString(), "-storepass", PASSWORD, "-alias", "unit"));
        command.addAll(List.of(more));
        finished(command);
    }

    private static void finished(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(command.get(0)).isZero();
    }
}
