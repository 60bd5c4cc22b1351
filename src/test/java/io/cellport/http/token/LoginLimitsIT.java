package io.cellport.http.token;

import static io.cellport.config.ConfigBuilder.config;
import static io.cellport.http.Accounts.SMALL;
import static io.cellport.http.TestUnit.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.config.UnitConfig;
import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.cellport.snapshot.zip.SnapshotCopy;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginLimitsIT {

    private static final Duration LOCK = Duration.ofHours(1);

    @TempDir
    static Path data;

    @TempDir
    static Path snapshots;

    @AutoClose
    private static TestUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(locking(data, LOCK));
    }

    private static UnitConfig locking(Path data, Duration time) {
        return config(data)
                .trustedProxies(List.of("127.0.0.1", "10.0.0.1"))
                .lock(2, time)
                .build();
    }

    @Test
    void tooManyFailuresLockTheAccountWhateverThePassword() throws IOException {
        Accounts cell = Accounts.importedInto(unit, "locking", SMALL);
        String basic =
                "Basic " + Base64.getEncoder().encodeToString("alice:alicepass".getBytes(StandardCharsets.UTF_8));

        assertThat(cell.login("alice", "wrong").statusCode()).isEqualTo(400);
        assertThat(cell.login("alice", "wrong").statusCode()).isEqualTo(400);

        assertThat(cell.login("alice", "alicepass").body()).contains("PR400-AN-0017");
        assertThat(code(cell.status("Authorization", basic))).isEqualTo("PR401-AU-0010");
        assertThat(cell.login("bob", "bobpass1").statusCode()).isEqualTo(200);
    }

    @Test
    void aLockOpensAgainByItself(@TempDir Path other) throws IOException {
        try (TestUnit brief = new TestUnit(locking(other, Duration.ofSeconds(1)))) {
            Accounts cell = Accounts.importedInto(brief, "locking", SMALL);
            cell.login("alice", "wrong");
            cell.login("alice", "wrong");

            await().until(() -> cell.login("alice", "alicepass").statusCode() == 200);
        }
    }

    @Test
    void aRefreshTokenIsBoundToTheAddressesOfItsAccountToo() throws IOException {
        Path snapshot = SnapshotCopy.small()
                .replacing(
                        "10_odata/11_account.pjson",
                        "\"Name\":\"alice\"",
                        "\"Name\":\"alice\",\"IPAddressRange\":\"192.0.2.0/24\"")
                .writeTo(snapshots.resolve("refreshing.zip"));
        Accounts.importedInto(unit, "refreshing", snapshot);
        String login = "grant_type=password&username=alice&password=alicepass";
        String token = Accounts.field(from("192.0.2.7", login), "refresh_token");

        assertThat(from("198.51.100.1", "grant_type=refresh_token&refresh_token=" + token)
                        .body())
                .contains("PR400-AN-0010");
        assertThat(from("192.0.2.9", "grant_type=refresh_token&refresh_token=" + token)
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> from(String address, String form) {
        return unit.send(unit.anonymous("refreshing/__token")
                .header("X-Forwarded-For", address)
                .POST(BodyPublishers.ofString(form)));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 200",
        "'198.51.100.1, 192.0.2.7', 200",
        "'198.51.100.1, 192.0.2.8, 10.0.0.1', 200",
        "'192.0.2.7, 198.51.100.1', 400",
        "'192.0.2.7, 198.51.100.1, 10.0.0.1', 400",
        "'192.0.2.7, ', 400",
        "192.0.2.7 | 198.51.100.1, 400",
        "198.51.100.1 | 192.0.2.7, 200",
        "192.0.2.7:4711, 200",
        "'', 400"
    })
    void behindAProxyTheClientsAddressIsTheLastThatIsNoProxys(String forwardedFor, int status) throws IOException {
        String cell = "bound" + System.nanoTime();
        Path snapshot = SnapshotCopy.small()
                .replacing(
                        "10_odata/11_account.pjson",
                        "\"Name\":\"alice\"",
                        "\"Name\":\"alice\",\"IPAddressRange\":\"192.0.2.0/24\"")
                .writeTo(snapshots.resolve("bound.zip"));
        Accounts.importedInto(unit, cell, snapshot);

        HttpRequest.Builder request = unit.anonymous(cell + "/__token")
                .POST(BodyPublishers.ofString("grant_type=password&username=alice&password=alicepass"));
        // One line per part, as a proxy leaves them that adds a line of its own.
        for (String line : forwardedFor.split(" \\| ", -1)) {
            request.header("X-Forwarded-For", line);
        }
        HttpResponse<String> answer = unit.send(request);

        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
