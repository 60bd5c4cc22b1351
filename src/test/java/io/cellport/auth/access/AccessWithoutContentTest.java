package io.cellport.auth.access;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.auth.AclPrivilege.CellPrivilege.AUTH_READ;
import static io.cellport.auth.AclPrivilege.CellPrivilege.ROOT;
import static io.cellport.config.ConfigBuilder.config;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.auth.access.Privilege.OnCell;
import io.cellport.auth.account.LoginResult;
import io.cellport.auth.account.LoginResult.Accepted;
import io.cellport.auth.key.CurrentKeys;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.token.AccessToken;
import io.cellport.auth.token.Credential;
import io.cellport.auth.token.TokenKind;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.SnapshotCell;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.metric.Metrics;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.WorkerPools;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that has only the extract of a cell's content lets in whom a node with the content lets in. */
class AccessWithoutContentTest {

    private static final String HOME = "192.0.2.1";

    @TempDir
    static Path data;

    private static SnapshotCell imported;

    private static Cell cell;

    private static WorkerPools pools;

    private static AuthServices auth;

    @BeforeAll
    static void open() throws IOException {
        imported = new SnapshotCell(data, "small1");
        CellStore cells = imported.withoutContent();
        cell = cells.list().get(0);
        pools = WorkerPools.open(Metrics.NONE);
        KeyFile keys = new KeyFile(data);
        auth = AuthServices.of(
                new CurrentKeys(keys, keys.open(), pools.lookups()),
                cells,
                pools,
                MemoryBudget.ofHeap(),
                config().build().auth(),
                Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        await(pools.close());
        imported.close();
    }

    @Test
    void onlyTheRightPasswordLogsIn() {
        assertThat(login("alice", "alicepass")).isInstanceOf(Accepted.class);
        assertThat(login("carol", "alicepass")).isEqualTo(LoginResult.FAILED);
        assertThat(login("nobody", "alicepass")).isEqualTo(LoginResult.FAILED);
    }

    @Test
    void whoeverHasLoggedInMayGoOnUntilThePasswordChanges() {
        String mark = ((Accepted) login("bob", "bobpass1")).credential();

        assertThat(await(auth.login().goOn(cell.id(), "bob", mark, HOME))).contains(mark);
        assertThat(await(auth.login().goOn(cell.id(), "bob", "another mark", HOME)))
                .isEmpty();
    }

    @Test
    void rolesGrantWhatTheListOfTheCellSays() {
        Credential alice = token("alice", "alicepass");
        Credential bob = token("bob", "bobpass1");

        assertThat(refusal(ROOT, alice)).isEmpty();
        assertThat(refusal(AUTH_READ, bob)).isEmpty();
        assertThat(refusal(ROOT, bob)).map(ApiError::code).contains(ErrorCode.PR403_AU_0002);
        assertThat(refusal(AUTH_READ, Credential.ANONYMOUS)).map(ApiError::code).contains(ErrorCode.PR401_AU_0001);
    }

    @Test
    void theListOfTheCellIsShown() {
        assertThat(auth.rights().shown(cell.id()).entries())
                .containsExactly(
                        new AccessEntry(Optional.of("admin"), List.of("p.root")),
                        new AccessEntry(Optional.of("reader"), List.of("p.auth-read")));
    }

    private static LoginResult login(String account, String password) {
        return await(auth.login().attempt(cell.id(), account, password, HOME));
    }

    private static Credential token(String account, String password) {
        String mark = ((Accepted) login(account, password)).credential();
        return new Credential.Valid(new AccessToken(
                TokenKind.ACCOUNT, account, "url", cell.id(), mark, Instant.EPOCH, Set.of("root"), Instant.MAX));
    }

    private static Optional<ApiError> refusal(CellPrivilege needed, Credential credential) {
        return await(auth.authorizer().refusal(new OnCell(needed), credential, Optional.of(cell), Optional.empty()));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
