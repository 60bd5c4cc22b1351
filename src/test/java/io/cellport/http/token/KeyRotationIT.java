package io.cellport.http.token;

import static io.cellport.http.Accounts.SMALL;
import static io.cellport.http.Accounts.field;
import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKeys;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A unit gets another key while it runs. */
class KeyRotationIT {

    /** A key that was added then signs now. */
    private static final Clock EARLIER = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-90));

    @TempDir
    Path data;

    @AutoClose
    private TestUnit unit;

    private Accounts cell;

    private String access;

    private String refresh;

    private String peer;

    private String cookie;

    @BeforeEach
    void logIn() throws IOException {
        unit = new TestUnit(data);
        cell = Accounts.importedInto(unit, "cell1", SMALL);
        HttpResponse<String> login =
                cell.form("grant_type", "password", "username", "alice", "password", "alicepass", "p_cookie", "true");
        access = field(login, "access_token");
        refresh = field(login, "refresh_token");
        peer = field(login, "p_cookie_peer");
        cookie = header(login, "Set-Cookie").replaceAll("p_cookie=([^;]*);.*", "$1");
        assertThat(cell.refusal(access)).isEqualTo("200");
    }

    @Test
    void whatWasGivenOutBeforeGoesOnAndWhatComesNextIsSignedWithTheNewKey() {
        UnitKeys rotated = new KeyFile(data, EARLIER).rotate(Duration.ofDays(1));
        String newKey = rotated.all().get(0).id();

        assertThat(cell.refusal(administrator())).isEqualTo("200");
        assertThat(cell.refusal(access)).isEqualTo("200");
        assertThat(byCookie()).isEqualTo(200);
        assertThat(keyOf(access)).isNotEqualTo(newKey);

        HttpResponse<String> first = cell.form("grant_type", "refresh_token", "refresh_token", refresh);
        assertThat(keyOf(field(first, "access_token"))).isEqualTo(newKey);
        assertThat(cell.refusal(field(first, "access_token"))).isEqualTo("200");
        HttpResponse<String> second =
                cell.form("grant_type", "refresh_token", "refresh_token", field(first, "refresh_token"));
        assertThat(cell.refusal(field(second, "access_token"))).isEqualTo("200");
        assertThat(keyOf(cell.token("alice", "alicepass"))).isEqualTo(newKey);
    }

    @Test
    void aKeyThatRetiresTakesItsTokensAndCookiesAlongButNotThoseThatWereRefreshed() throws IOException {
        new KeyFile(data, EARLIER).rotate(Duration.ofDays(1));
        assertThat(cell.refusal(administrator())).isEqualTo("200");
        String refreshed = field(cell.form("grant_type", "refresh_token", "refresh_token", refresh), "refresh_token");

        endTheFirstKey();
        await().untilAsserted(() -> {
            assertThat(cell.refusal(tokenOfAnUnknownKey())).isEqualTo("PR401-AU-0006");
            assertThat(cell.refusal(access)).isEqualTo("PR401-AU-0006");
        });

        assertThat(byCookie()).isEqualTo(401);
        assertThat(cell.form("grant_type", "refresh_token", "refresh_token", refresh)
                        .body())
                .contains("PR400-AN-0009");
        HttpResponse<String> again = cell.form("grant_type", "refresh_token", "refresh_token", refreshed);
        assertThat(cell.refusal(field(again, "access_token"))).isEqualTo("200");
    }

    private void endTheFirstKey() throws IOException {
        Path file = data.resolve("unit-key.pem");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceAll("Retires-At: .*", "Retires-At: 2026-01-01T00:00:00Z"));
    }

    /** It makes the server look at its keys now. */
    private String tokenOfAnUnknownKey() {
        return new TokenIssuer(new KeyFile(data.resolve("stranger")).open().signing(), unit.url())
                .unitToken(Duration.ofHours(1));
    }

    private String administrator() {
        return new TokenIssuer(new KeyFile(data).open().signing(), unit.url()).unitToken(Duration.ofHours(1));
    }

    private int byCookie() {
        return unit.send(cell.status("?p_cookie_peer=" + peer).header("Cookie", "p_cookie=" + cookie))
                .statusCode();
    }

    private static String keyOf(String token) {
        byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new JsonObject(new String(header, StandardCharsets.UTF_8)).getString("kid");
    }
}
