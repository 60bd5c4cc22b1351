package io.cellport.deploy;

import static io.cellport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx itself takes what operators copy, where it is installed. */
class NginxIT {

    private static final Optional<Path> NGINX = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();

    @TempDir
    Path directory;

    @Test
    void theConfigurationIsTaken() throws Exception {
        String configuration = DeployedFiles.text(Path.of("deploy", "nginx.conf"))
                .replaceAll("server cellport-(\\d):", "server 127.0.0.$1:")
                .replace("/var/log/nginx", directory.toString())
                .replace("/run/nginx.pid", directory + "/pid")
                .replace("/etc/nginx/tls", directory.toString())
                .replace("listen 80;", "listen unix:" + directory + "/http;")
                .replace("listen 443 ssl;", "listen unix:" + directory + "/https ssl;");
        assumeTrue(NGINX.isPresent(), "nginx is not installed");
        makeCertificate();

        assertThat(problems(configuration)).isEmpty();
    }

    @Test
    void theLocationBelowAPathIsTaken() throws Exception {
        String location = DeployedFiles.blocks("nginx").get(0);

        assertThat(problems("""
                pid %1$s/pid;
                error_log %1$s/error.log;
                events {}
                http {
                  access_log off;
                  server {
                    listen unix:%1$s/http;
                %2$s
                  }
                }
                """.formatted(directory, location))).isEmpty();
    }

    private void makeCertificate() throws Exception {
        List<String> openssl = List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=unit.example",
                "-keyout",
                directory.resolve("privkey.pem").toString(),
                "-out",
                directory.resolve("fullchain.pem").toString());
        assertThat(run(openssl)).isZero();
    }

    /** What {@code nginx -t} has against a configuration. */
    private String problems(String configuration) throws Exception {
        assumeTrue(NGINX.isPresent(), "nginx is not installed");
        Path file = Files.writeString(directory.resolve("nginx.conf"), configuration);
        int code = run(List.of(NGINX.get().toString(), "-q", "-t", "-p", directory.toString(), "-c", file.toString()));
        String said = Files.readString(directory.resolve("said"));
        return code == 0 ? "" : said;
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), SECONDS)).isTrue();
        return process.exitValue();
    }
}
