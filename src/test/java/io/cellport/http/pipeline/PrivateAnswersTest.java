package io.cellport.http.pipeline;

import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.cellport.http.Tokens;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cache between client and unit may do with an answer: nothing, whichever way a credential was presented. */
class PrivateAnswersTest {

    private static final String PRIVATE = "private, no-cache";

    @TempDir
    static Path data;

    private static TestUnit unit;

    private static Map<String, String> tokens;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        unit = new TestUnit(data);
        unit.createCell("peer");
        Accounts people = Accounts.importedInto(unit, "people", Accounts.SMALL);
        tokens = Tokens.of(unit, people, "people", "peer");
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @Test
    void noWayToPresentACredentialMakesAnAnswerPublic() {
        String root = "Bearer " + unit.unitToken();
        for (String path : List.of("__import", "__import/runs", "__snapshot/snap.zip", "__snapshot/none.zip", "none")) {
            String cell = "people/" + path;
            String pair = cell + "?p_cookie_peer=" + tokens.get("peer");
            for (HttpRequest.Builder request : List.of(
                    unit.anonymous(cell),
                    unit.anonymous(cell).header("Authorization", root),
                    unit.anonymous(cell).header("Authorization", "Basic eDp5"),
                    unit.anonymous(cell).header("X-Override", "Authorization: " + root),
                    unit.anonymous(pair).header("Cookie", "p_cookie=" + tokens.get("cookie")),
                    unit.anonymous(pair).header("X-Override", "Cookie: p_cookie=" + tokens.get("cookie")))) {
                assertPrivate(unit.send(request));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "HEAD", "PUT", "PATCH", "POST"})
    void noMethodDoes(String method) {
        assertPrivate(unit.send(unit.request("people/__import").method(method, BodyPublishers.noBody())));
    }

    @Test
    void aTokenIsNotEvenStored() {
        HttpResponse<String> login = new Accounts(unit, "people").login("alice", "alicepass");

        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(header(login, "Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "__openapi.json", "nocell/__import", "__ctl/Cell", "people/__snapshot/snap.zip"})
    void nobodyGuessesAtTypes(String path) {
        assertThat(header(unit.send(unit.request(path)), "X-Content-Type-Options"))
                .isEqualTo("nosniff");
    }

    private static void assertPrivate(HttpResponse<String> answer) {
        assertThat(header(answer, "Cache-Control")).as("%s", answer).isEqualTo(PRIVATE);
        assertThat(header(answer, "Vary")).contains("Authorization", "Cookie", "X-Override", "Origin");
    }
}
