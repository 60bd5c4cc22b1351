package io.cellport.http;

import static io.cellport.http.Accounts.SMALL;
import static io.cellport.http.Accounts.field;
import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookiePairIT {

    @TempDir
    static Path data;

    @AutoClose
    private static TestUnit unit;

    private static Accounts golden;

    private static Accounts other;

    private static HttpResponse<String> login;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(data);
        golden = Accounts.importedInto(unit, "golden", SMALL);
        other = Accounts.importedInto(unit, "other", SMALL);
        login = loginWithCookie("3600");
    }

    @Test
    void theCookieBelongsToTheCellAndIsKeptFromScriptsAndOtherSites() {
        String cookie = header(login, "Set-Cookie");

        assertThat(cookie).matches("p_cookie=[A-Za-z0-9_-]+; Path=/golden/; HttpOnly; SameSite=Strict");
        assertThat(field(login, "p_cookie_peer"))
                .isEqualTo(UUID.fromString(field(login, "p_cookie_peer")).toString());
        for (String part : field(login, "access_token").split("\\.", -1)) {
            assertThat(cookie).doesNotContain(part);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "", "yes", "1"})
    void whoDoesNotAskForACookieGetsNone(String wanted) {
        HttpResponse<String> answer =
                golden.form("grant_type", "password", "username", "alice", "password", "alicepass", "p_cookie", wanted);

        assertThat(header(answer, "Set-Cookie")).isEmpty();
        assertThat(answer.body()).doesNotContain("p_cookie_peer");
    }

    @Test
    void cookieAndPeerTogetherAreWorthTheToken() {
        assertThat(result(golden, "?p_cookie_peer=" + peer(), "p_cookie=" + cookie()))
                .isEqualTo("200");
        assertThat(result(golden, "?a=b&p_cookie_peer=" + peer(), "x=y; p_cookie=" + cookie() + ";z"))
                .isEqualTo("200");
    }

    @Test
    void theyAreGoodForEveryMethod() {
        HttpResponse<String> started = unit.send(golden.status("?p_cookie_peer=" + peer())
                .header("Cookie", "p_cookie=" + cookie())
                .POST(BodyPublishers.ofString("{\"Name\":\"none\"}")));

        assertThat(code(started)).isEqualTo("PR404-DV-0001");
    }

    @Test
    void theCookieAloneIsNobody() {
        assertThat(result(golden, "", "p_cookie=" + cookie())).isEqualTo("PR401-AU-0001");
        assertThat(result(golden, "?p_cookie_peer=", "p_cookie=" + cookie())).isEqualTo("PR401-AU-0001");
        assertThat(result(golden, "?cookie_peer=" + peer(), "p_cookie=" + cookie()))
                .isEqualTo("PR401-AU-0001");
    }

    @Test
    void aWrongPeerOrAWrongCookieIsRefused() {
        String stranger = UUID.randomUUID().toString();
        String value = cookie();
        int at = value.length() / 2;
        String tampered = value.substring(0, at) + (value.charAt(at) == 'A' ? 'B' : 'A') + value.substring(at + 1);

        assertThat(result(golden, "?p_cookie_peer=" + stranger, "p_cookie=" + value))
                .isEqualTo("PR401-AU-0009");
        assertThat(result(golden, "?p_cookie_peer=" + peer(), "x=y")).isEqualTo("PR401-AU-0009");
        for (String wrong : new String[] {"", "x", "***", tampered, value.substring(0, 20), value + "AAAA"}) {
            assertThat(result(golden, "?p_cookie_peer=" + peer(), "p_cookie=" + wrong))
                    .isEqualTo("PR401-AU-0009");
        }
    }

    @Test
    void theCookieOfOneCellOpensNoOther() {
        assertThat(result(other, "?p_cookie_peer=" + peer(), "p_cookie=" + cookie()))
                .isEqualTo("PR401-AU-0009");
    }

    @Test
    void anAuthorizationHeaderIsTheOnlyThingThatCounts() {
        HttpResponse<String> garbage = unit.send(golden.status("?p_cookie_peer=" + peer())
                .header("Cookie", "p_cookie=" + cookie())
                .header("Authorization", "Bearer x"));
        HttpResponse<String> token = unit.send(golden.status("?p_cookie_peer=wrong")
                .header("Cookie", "p_cookie=wrong")
                .header("Authorization", "Bearer " + field(login, "access_token")));

        assertThat(code(garbage)).isEqualTo("PR401-AU-0006");
        assertThat(token.statusCode()).isEqualTo(200);
    }

    @Test
    void theCookieIsVoidAsSoonAsItsTokenIs() {
        HttpResponse<String> brief = loginWithCookie("1");
        String value = cookieOf(brief);

        await().until(
                        () -> result(golden, "?p_cookie_peer=" + field(brief, "p_cookie_peer"), "p_cookie=" + value),
                        "PR401-AU-0002"::equals);
    }

    private static HttpResponse<String> loginWithCookie(String seconds) {
        return golden.form(
                "grant_type",
                "password",
                "username",
                "alice",
                "password",
                "alicepass",
                "p_cookie",
                "TRUE",
                "expires_in",
                seconds);
    }

    private static String result(Accounts cell, String query, String cookies) {
        HttpResponse<String> answer = unit.send(cell.status(query).header("Cookie", cookies));
        return answer.statusCode() == 200 ? "200" : code(answer);
    }

    private static String peer() {
        return field(login, "p_cookie_peer");
    }

    private static String cookie() {
        return cookieOf(login);
    }

    private static String cookieOf(HttpResponse<String> answer) {
        String header = header(answer, "Set-Cookie");
        return header.substring("p_cookie=".length(), header.indexOf(';'));
    }
}
