package io.cellport.http.token;

import static io.cellport.http.Accounts.SMALL;
import static io.cellport.http.Accounts.field;
import static io.cellport.http.TestUnit.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.cellport.snapshot.zip.SnapshotCopy;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tokens of an account open, and for how long. */
class AccountTokensIT {

    private static final String ACCOUNTS = "10_odata/11_account.pjson";
    private static final String LINKS = "10_odata/80_link.pjson";
    private static final String CELL = "20_webdav/.pmeta";

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
}
