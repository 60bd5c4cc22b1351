package io.cellport.http.token;

import static io.cellport.http.Accounts.SMALL;
import static io.cellport.http.Accounts.field;
import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static io.cellport.http.TestUnit.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code POST __token} makes of the parameters of a request. */
class TokenRequestsIT {

    @AutoClose
    private static final TestUnit unit = TestUnit.withCells();

    private static Accounts golden;

    @BeforeAll
    static void importAccounts() throws IOException {
        golden = Accounts.importedInto(unit, "golden", SMALL);
    }

    @ParameterizedTest
    @CsvSource({
        "auth, PR403-AU-0007, auth",
        "auth nonsense root-like, PR403-AU-0007, auth",
        "message root, 200, message root",
        "root  root, 200, root",
        "'', 200, root",
        "nonsense, PR403-AU-0007,"
    })
    void aTokenMayHaveASmallerScopeThanItsAccount(String scope, String refusal, String granted) {
        HttpResponse<String> login =
                golden.form("grant_type", "password", "username", "alice", "password", "alicepass", "scope", scope);

        assertThat(new JsonObject(login.body()).getString("scope")).isEqualTo(granted);
        assertThat(golden.refusal(field(login, "access_token"))).isEqualTo(refusal);
    }

    @Test
    void aScopeThatIsTooSmallIsCalledThat() {
        String token = field(
                golden.form("grant_type", "password", "username", "alice", "password", "alicepass", "scope", "auth"),
                "access_token");

        HttpResponse<String> refused = golden.statusWith(token);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(text(refused))
                .isEqualTo("Insufficient scope is granted for the access token. [root] Privilege is required.");
    }

    @ParameterizedTest
    @CsvSource({
        "'', unsupported_grant_type, PR400-AN-0001, Unsupported grant type. [null]",
        "grant_type=, unsupported_grant_type, PR400-AN-0001, Unsupported grant type. []",
        "grant_type=PASSWORD, unsupported_grant_type, PR400-AN-0001, Unsupported grant type. [PASSWORD]",
        "grant_type=%zz, unsupported_grant_type, PR400-AN-0001, Unsupported grant type. [null]",
        "grant_type=password, invalid_request, PR400-AN-0016, Required parameter [username] missing.",
        "grant_type=password&username=a, invalid_request, PR400-AN-0016, Required parameter [password] missing.",
        "grant_type=password&expires_in=0, invalid_request, PR400-AN-0016, Required parameter [expires_in] missing.",
        "grant_type=password&expires_in=3601, invalid_request, PR400-AN-0016, Required parameter [expires_in] missing.",
        "grant_type=x&expires_in=1h, invalid_request, PR400-AN-0016, Required parameter [expires_in] missing.",
        "refresh_token_expires_in=86401, invalid_request, PR400-AN-0016, "
                + "Required parameter [refresh_token_expires_in] missing.",
        "grant_type=password&p_target=https://a.example/, invalid_request, PR400-AN-0002, Invalid p_target.",
        "grant_type=password&client_id=https://a.example/, invalid_client, PR400-AN-0003, "
                + "Failed to parse client assertion.",
        "grant_type=refresh_token, invalid_grant, PR400-AN-0009, Token parse error.",
        "grant_type=refresh_token&refresh_token=x, invalid_grant, PR400-AN-0009, Token parse error.",
        "grant_type=password&username=alice&password=alicepass&p_owner=true, invalid_grant, PR400-AN-0014, "
                + "Not allowed to represent owner."
    })
    void whatIsWrongWithAFormIsSaidInTheWordsOfOAuth(String body, String error, String code, String text) {
        HttpResponse<String> answer = unit.send(unit.anonymous("golden/__token").POST(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"" + error + "\",\"error_description\":\"[" + code + "] - " + text + "\"}");
    }

    @Test
    void anAuthorizationHeaderWouldNameAnApplicationWhichNobodyKnowsHere() {
        HttpResponse<String> bearer = unit.send(unit.request("golden/__token").POST(BodyPublishers.ofString("")));

        assertThat(bearer.body()).contains("PR400-AN-0018", "invalid_client");
    }

    @Test
    void aBodyThatIsNoFormOrTooLargeIsRefused() {
        HttpResponse<String> json = unit.send(unit.anonymous("golden/__token")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        HttpResponse<String> large =
                unit.send(unit.anonymous("golden/__token").POST(BodyPublishers.ofString("a=" + "x".repeat(70_000))));

        assertThat(code(json)).isEqualTo("PR415-MC-0001");
        assertThat(code(large)).isEqualTo("PR413-DV-0001");
    }

    @Test
    void theEndpointTakesPostOnlyAndNeedsACell() {
        HttpResponse<String> get = unit.send(unit.anonymous("golden/__token"));
        HttpResponse<String> options =
                unit.send(unit.request("golden/__token").method("OPTIONS", BodyPublishers.noBody()));
        HttpResponse<String> nowhere =
                unit.send(unit.anonymous("nowhere/__token").POST(BodyPublishers.noBody()));

        assertThat(code(get)).isEqualTo("PR405-MC-0001");
        assertThat(header(options, "Allow")).isEqualTo("OPTIONS, POST");
        assertThat(code(nowhere)).isEqualTo("PR404-DV-0003");
    }
}
