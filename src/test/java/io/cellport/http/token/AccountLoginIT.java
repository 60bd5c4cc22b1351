package io.cellport.http.token;

import static io.cellport.http.Accounts.SMALL;
import static io.cellport.http.Accounts.field;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountLoginIT {

    private static final String ACCOUNTS = "10_odata/11_account.pjson";

    private static final String LINKS = "10_odata/80_link.pjson";

    private static final String CELL = "20_webdav/.pmeta";

    private static final String ALICE = "\"Status\":\"active\",\"Type\":\"basic\",\"Name\":\"alice\"";

    @AutoClose
    private static final TestUnit unit = TestUnit.withCells();

    private static Accounts golden;

    @BeforeAll
    static void importAccounts() throws IOException {
        golden = Accounts.importedInto(unit, "golden", SMALL);
    }

    @Test
    void anAccountWithARoleThatHasRootMayDoEverythingInItsCellAndNothingElsewhere() throws IOException {
        Accounts cell = Accounts.importedInto(unit, "mine", SMALL);
        String token = cell.token("alice", "alicepass");

        assertThat(cell.refusal(token)).isEqualTo("200");
        assertThat(golden.refusal(token)).isEqualTo("PR401-AU-0006");
        HttpResponse<String> started = unit.send(unit.anonymous("mine/__import")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"Name\":\"none\"}")));
        assertThat(started.statusCode()).isEqualTo(404);
        assertThat(code(started)).isEqualTo("PR404-DV-0001");
        assertThat(code(unit.send(unit.anonymous("__ctl/Cell").header("Authorization", "Bearer " + token))))
                .isEqualTo("PR401-AU-0006");
    }

    @Test
    void anAccountWithoutRootGetsATokenThatOpensNothing() {
        assertThat(golden.refusal(golden.token("bob", "bobpass1"))).isEqualTo("PR403-AU-0002");
        assertThat(golden.refusal(golden.token("carol", "carolpass"))).isEqualTo("PR403-AU-0002");
    }

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
    void aRefreshTokenGivesNewTokensAndOpensNothingItself() {
        String refresh = field(golden.login("alice", "alicepass"), "refresh_token");

        HttpResponse<String> renewed =
                golden.form("grant_type", "refresh_token", "refresh_token", refresh, "expires_in", "10");

        assertThat(golden.refusal(refresh)).isEqualTo("PR401-AU-0007");
        assertThat(golden.refusal(field(renewed, "access_token"))).isEqualTo("200");
        assertThat(new JsonObject(renewed.body()).getInteger("expires_in")).isEqualTo(10);
        assertThat(new JsonObject(renewed.body()).fieldNames()).doesNotContain("last_authenticated", "failed_count");
        HttpResponse<String> again =
                golden.form("grant_type", "refresh_token", "refresh_token", field(renewed, "refresh_token"));
        assertThat(again.statusCode()).isEqualTo(200);
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
        unit.createCell("empty");

        assertThat(golden.login("mallory", "alicepass").body()).contains("PR400-AN-0017");
        assertThat(golden.login("x".repeat(5_000), "alicepass").body()).contains("PR400-AN-0017");
        HttpResponse<String> empty = unit.send(unit.anonymous("empty/__token")
                .POST(BodyPublishers.ofString("grant_type=password&username=alice&password=alicepass")));
        assertThat(empty.body()).contains("PR400-AN-0017");
    }

    @Test
    void theNextImportTakesRootFromTokensThatWereGivenBefore(@TempDir Path directory) throws IOException {
        Accounts cell = Accounts.importedInto(unit, "changing", SMALL);
        String token = cell.token("alice", "alicepass");
        assertThat(cell.refusal(token)).isEqualTo("200");

        cell.importAgain(SnapshotCopy.small()
                .withoutLines(LINKS, "\"t1\":\"Account\"")
                .writeTo(directory.resolve("roleless.zip")));
        assertThat(cell.refusal(token)).isEqualTo("PR403-AU-0002");

        cell.importAgain(SMALL);
        assertThat(cell.refusal(token)).isEqualTo("200");

        cell.importAgain(SnapshotCopy.small()
                .withoutLines(ACCOUNTS, "\"Name\":\"alice\"")
                .writeTo(directory.resolve("alone.zip")));
        assertThat(cell.refusal(token)).isEqualTo("PR401-AU-0001");
    }

    @Test
    void aTokenIsRefreshedOnlyAsLongAsItsAccountIsThere(@TempDir Path directory) throws IOException {
        Accounts cell = Accounts.importedInto(unit, "leaving", SMALL);
        String refresh = field(cell.login("alice", "alicepass"), "refresh_token");
        cell.importAgain(SnapshotCopy.small()
                .withoutLines(ACCOUNTS, "\"Name\":\"alice\"")
                .writeTo(directory.resolve("alone.zip")));

        HttpResponse<String> refused = cell.form("grant_type", "refresh_token", "refresh_token", refresh);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("PR400-AN-0010", "invalid_grant");
    }

    @Test
    void anotherPasswordEndsTheSessionsThatBeganWithTheOldOne(@TempDir Path directory) throws IOException {
        Accounts cell = Accounts.importedInto(unit, "renewed", SMALL);
        HttpResponse<String> login = cell.login("alice", "alicepass");
        String token = field(login, "access_token");
        String refresh = field(login, "refresh_token");
        cell.importAgain(SMALL);
        assertThat(cell.refusal(token)).as("the password is still the same").isEqualTo("200");

        cell.importAgain(SnapshotCopy.small()
                .replacing(ACCOUNTS, "\"$e0801$oEcjR", "\"$e0801$AEcjR")
                .writeTo(directory.resolve("renewed.zip")));

        assertThat(cell.refusal(token)).isEqualTo("PR401-AU-0002");
        assertThat(cell.form("grant_type", "refresh_token", "refresh_token", refresh)
                        .body())
                .contains("PR400-AN-0010");
        assertThat(cell.refusal(cell.token("bob", "bobpass1"))).isEqualTo("PR403-AU-0002");
    }

    @Test
    void theTokensOfADeletedCellMeanNothingInANewOneOfItsName() throws IOException {
        Accounts cell = Accounts.importedInto(unit, "again", SMALL);
        HttpResponse<String> login = cell.login("alice", "alicepass");
        unit.deleteCell("again");
        Accounts.importedInto(unit, "again", SMALL);

        assertThat(cell.refusal(field(login, "access_token"))).isEqualTo("PR401-AU-0006");
        assertThat(cell.form("grant_type", "refresh_token", "refresh_token", field(login, "refresh_token"))
                        .body())
                .contains("PR400-AN-0009");
    }

    @Test
    void aFailedImportLeavesTheAccountsAsTheyWere(@TempDir Path directory) throws IOException {
        Accounts cell = Accounts.importedInto(unit, "failing", SMALL);
        String token = cell.token("alice", "alicepass");

        String status = cell.importAgain(SnapshotCopy.small()
                .replacing(LINKS, "{\"_index\"", "broken")
                .writeTo(directory.resolve("broken.zip")));

        assertThat(status).isEqualTo("import failed");
        assertThat(cell.refusal(token)).isEqualTo("200");
        assertThat(cell.login("alice", "alicepass").statusCode()).isEqualTo(200);
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
    void whereEverybodyHoldsRootOnlyTheScopeIsMissing(@TempDir Path directory) throws IOException {
        Accounts cell = Accounts.importedInto(
                unit,
                "open",
                SnapshotCopy.small()
                        .replacing(CELL, "{\"D.href\":\"xyyu3b4eSqWM0SZxCg4KOg\"}", "{\"D.all\":{}}")
                        .writeTo(directory.resolve("open.zip")));

        assertThat(code(unit.send(cell.status("")))).isEqualTo("PR403-AU-0007");
        assertThat(cell.refusal("garbage")).isEqualTo("PR403-AU-0007");
        assertThat(code(unit.send(unit.anonymous("__ctl/Cell('open')")))).isEqualTo("PR401-AU-0001");
        assertThat(cell.refusal(cell.token("carol", "carolpass"))).isEqualTo("200");
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
