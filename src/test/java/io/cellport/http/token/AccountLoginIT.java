package io.cellport.http.token;

import static io.cellport.http.Accounts.SMALL;
import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.cellport.snapshot.zip.SnapshotCopy;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may log in, and what the answer is. */
class AccountLoginIT {

    private static final String ACCOUNTS = "10_odata/11_account.pjson";
    private static final String ALICE = "\"Status\":\"active\",\"Type\":\"basic\",\"Name\":\"alice\"";

    @AutoClose
    private static final TestUnit unit = TestUnit.withCells();

    @Test
    void theAnswerIsWhatClientsOfPersoniumExpect() throws IOException {
        Accounts cell = Accounts.importedInto(unit, "shape", SMALL);
        long before = System.currentTimeMillis();
        HttpResponse<String> first = cell.login("alice", "alicepass");
        HttpResponse<String> second = cell.login("alice", "alicepass");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "Content-Type")).isEqualTo("application/json");
        assertThat(header(first, "Location")).isEqualTo(cell.url() + "__token");
        assertThat(header(first, "Set-Cookie")).isEmpty();
        assertThat(first.body())
                .matches("\\{\"access_token\":\"[^\"]+\",\"expires_in\":3600,\"refresh_token\":\"[^\"]+\","
                        + "\"refresh_token_expires_in\":86400,\"token_type\":\"Bearer\",\"scope\":\"root\","
                        + "\"p_target\":\"" + cell.url() + "\",\"last_authenticated\":null,\"failed_count\":0}");
        assertThat(new JsonObject(second.body()).getLong("last_authenticated"))
                .isBetween(before, System.currentTimeMillis());
    }

    @Test
    void aWrongPasswordIsRefusedAndForASecondTheRightOneToo() throws IOException {
        Accounts cell = Accounts.importedInto(unit, "throttled", SMALL);

        HttpResponse<String> wrong = cell.login("alice", "alicepasS");
        HttpResponse<String> tooSoon =
                withinASecondOf(() -> cell.login("alice", "alicepasS"), () -> cell.login("alice", "alicepass"));
        HttpResponse<String> another = cell.login("bob", "bobpass1");

        for (HttpResponse<String> refused : List.of(wrong, tooSoon)) {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body())
                    .isEqualTo("{\"error\":\"invalid_grant\","
                            + "\"error_description\":\"[PR400-AN-0017] - Authentication failed.\"}");
            assertThat(header(refused, "WWW-Authenticate")).isEmpty();
        }
        assertThat(another.statusCode()).isEqualTo(200);
        HttpResponse<String> later = await().pollDelay(Duration.ofMillis(1_050))
                .pollInterval(Duration.ofMillis(1_050))
                .until(() -> cell.login("alice", "alicepass"), answer -> answer.statusCode() == 200);
        assertThat(new JsonObject(later.body()).getInteger("failed_count")).isGreaterThanOrEqualTo(2);
    }

    /** The second answer, of a time at which a slow machine gave both within a second. */
    private static <T> T withinASecondOf(Runnable first, Supplier<T> second) {
        return await().until(
                        () -> {
                            long start = System.nanoTime();
                            first.run();
                            T answer = second.get();
                            return System.nanoTime() - start < 1_000_000_000L
                                    ? Optional.of(answer)
                                    : Optional.<T>empty();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void anUnknownAccountAndAnEmptyCellAreRefusedLikeAWrongPassword() throws IOException {
        Accounts golden = Accounts.importedInto(unit, "golden", SMALL);
        unit.createCell("empty");

        assertThat(golden.login("mallory", "alicepass").body()).contains("PR400-AN-0017");
        assertThat(golden.login("x".repeat(5_000), "alicepass").body()).contains("PR400-AN-0017");
        HttpResponse<String> empty = unit.send(unit.anonymous("empty/__token")
                .POST(BodyPublishers.ofString("grant_type=password&username=alice&password=alicepass")));
        assertThat(empty.body()).contains("PR400-AN-0017");
    }

    @ParameterizedTest
    @MethodSource("changedAccounts")
    void whoMayLogInIsUpToTheAccount(String change, int status, String code, @TempDir Path directory)
            throws IOException {
        Accounts cell = Accounts.importedInto(
                unit,
                "account" + System.nanoTime(),
                SnapshotCopy.small().replacing(ACCOUNTS, ALICE, change).writeTo(directory.resolve("changed.zip")));

        HttpResponse<String> answer = cell.login("alice", "alicepass");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(code);
        assertThat(header(answer, "WWW-Authenticate"))
                .isEqualTo(status == 401 ? "Basic realm=\"" + cell.url() + "\"" : "");
    }

    static Stream<Arguments> changedAccounts() {
        String failed = "PR400-AN-0017";
        return Stream.of(
                Arguments.of("\"Name\":\"alice\"", 200, "Bearer"),
                Arguments.of("\"Status\":null,\"Type\":\"oidc:google basic\",\"Name\":\"alice\"", 200, "Bearer"),
                Arguments.of("\"Status\":\"deactivated\",\"Type\":\"basic\",\"Name\":\"alice\"", 400, failed),
                Arguments.of("\"Status\":\"passwordChangeRequired\",\"Name\":\"alice\"", 401, "PR401-AN-0023"),
                Arguments.of("\"Type\":\"oidc:google\",\"Name\":\"alice\"", 400, failed),
                Arguments.of("\"IPAddressRange\":\"192.0.2.0/24\",\"Name\":\"alice\"", 400, failed),
                Arguments.of("\"IPAddressRange\":\"192.0.2.1,127.0.0.0/8\",\"Name\":\"alice\"", 200, "Bearer"));
    }

    @Test
    void anOlderAccountsPasswordIsASaltedSha256(@TempDir Path directory) throws IOException {
        Path snapshot = SnapshotCopy.small()
                .replacing(ACCOUNTS, "\"HashAlgorithm\":\"scrypt\"", "\"HashAlgorithm\":\"sha-256\"")
                .withoutLines(ACCOUNTS, "\"Name\":\"bob\"")
                .withoutLines(ACCOUNTS, "\"Name\":\"carol\"")
                .replacing(
                        ACCOUNTS,
                        "$e0801$oEcjR\\/6omc3e9bmlyhrQo\\/67zymY+9s36uB+2IkRzjhfOHZNg1cwZE7\\/zPvfejYJGnrjRLX\\/3V90tzAxe\\/"
                                + "PC0A==$TOwyPzsgBbvNakQipgNwx2pnfNvnSDGjhyCXluFyrv4=",
                        "2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90")
                .writeTo(directory.resolve("old.zip"));
        Accounts cell = Accounts.importedInto(unit, "old", snapshot);

        assertThat(cell.login("alice", "alice").statusCode()).isEqualTo(200);
        assertThat(cell.login("alice", "alicepass").statusCode()).isEqualTo(400);
    }

    @Test
    void basicIsUnderstoodButOpensNothing() throws IOException {
        Accounts cell = Accounts.importedInto(unit, "basic", SMALL);

        assertThat(code(cell.status("Authorization", basic("alice:alicepass")))).isEqualTo("PR401-AU-0001");
        assertThat(code(cell.status("Authorization", basic("alice:wrong")))).isEqualTo("PR401-AU-0011");
        assertThat(code(cell.status("Authorization", basic("nocolon")))).isEqualTo("PR401-AU-0004");
        assertThat(code(unit.send(
                        unit.anonymous("__ctl/Cell('basic')").header("Authorization", basic("bob:bobpass1")))))
                .isEqualTo("PR401-AU-0011");
        HttpResponse<String> refused = cell.status("Authorization", "Basic ***");
        assertThat(code(refused)).isEqualTo("PR401-AU-0004");
        assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Bearer realm=\"" + cell.url() + "\"");
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
