package io.cellport.auth.account;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.auth.account.AccountCell.Stored.account;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.core.joran.spi.JoranException;
import io.cellport.MovableClock;
import io.cellport.auth.account.LoginResult.Accepted;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKeys;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.logging.LogCapture;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins into a real cell; the hashes that a check makes are counted instead of made. */
class LoginTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final Duration LOCK = Duration.ofMinutes(1);

    private static final String HOME = "192.0.2.1";

    @TempDir
    static Path keys;

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(NOW);
    private final MovableClock steady = new MovableClock(Instant.EPOCH);
    private final List<ScryptCost> hashes = new CopyOnWriteArrayList<>();
    private final WorkerPool store = new WorkerPool("test-store", 1, 10);
    private final WorkerPool passwords = new WorkerPool("test-password", 1, 1);
    private AccountCell cell;
    private UnitKeys unitKeys;

    private CredentialSeal seal;
    private Login login;

    @BeforeEach
    void open() throws IOException {
        cell = new AccountCell(data);
        unitKeys = new KeyFile(keys).open();
        seal = new CredentialSeal(() -> unitKeys);
        login = login(64L << 20);
    }

    private Login login(long memory) {
        return new Login(
                new CellAccounts(cell.store(), AccountCell.SALT, memory),
                seal,
                store,
                passwords,
                new MemoryBudget(memory),
                new LoginHistory(clock, steady, 3, LOCK),
                clock,
                this::count);
    }

    private byte[] count(String password, byte[] salt, ScryptCost cost, int length) {
        hashes.add(cost);
        return new byte[length];
    }

    @AfterEach
    void close() {
        store.abandon();
        passwords.abandon();
        cell.close();
    }

    @Test
    void aLoginReportsTheAttemptsBeforeIt() {
        cell.holds(account("alice", "secret"));

        assertThat(attempt("alice", "secret")).isInstanceOfSatisfying(Accepted.class, first -> {
            assertThat(first.lastAuthenticated()).isEmpty();
            assertThat(first.failures()).isZero();
            assertThat(first.when()).isEqualTo(NOW);
        });
        clock.advance(Duration.ofHours(1));
        assertThat(attempt("alice", "wrong")).isEqualTo(LoginResult.FAILED);
        steady.advance(Duration.ofSeconds(1));
        assertThat(attempt("alice", "secret")).isInstanceOfSatisfying(Accepted.class, second -> {
            assertThat(second.lastAuthenticated()).contains(NOW);
            assertThat(second.failures()).isEqualTo(1);
            assertThat(second.when()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Alice", "alice ", "bob"})
    void thePasswordBelongsToTheExactNameOnly(String name) {
        cell.holds(account("alice", "secret"));

        assertThat(attempt(name, "secret")).isEqualTo(LoginResult.FAILED);
    }

    @Test
    void aCellWithoutContentHasNoAccounts() {
        assertThat(attempt("alice", "secret")).isEqualTo(LoginResult.FAILED);
    }

    @Test
    void aNameOfMoreThan256CharactersFails() {
        String longest = "x".repeat(256);
        cell.holds(account(longest, "secret"), account(longest + "x", "secret"));

        assertThat(attempt(longest, "secret")).isInstanceOf(Accepted.class);
        assertThat(attempt(longest + "x", "secret")).isEqualTo(LoginResult.FAILED);
    }

    @Test
    void anAttemptTooSoonCountsAsAFailureAndFailuresLockTheAccount() {
        cell.holds(account("alice", "secret"));

        assertThat(attempt("alice", "wrong")).isEqualTo(LoginResult.FAILED);
        hashes.clear();
        assertThat(attempt("alice", "secret")).as("at once").isEqualTo(LoginResult.FAILED);
        assertThat(attempt("alice", "secret")).as("at once again").isEqualTo(LoginResult.FAILED);
        assertThat(attempt("alice", "secret")).isEqualTo(LoginResult.LOCKED);
        assertThat(hashes).as("nothing is hashed for whoever has to wait").isEmpty();

        steady.advance(LOCK.minusMillis(1));
        assertThat(attempt("alice", "secret")).isEqualTo(LoginResult.LOCKED);
        steady.advance(Duration.ofMillis(1));
        assertThat(attempt("alice", "secret")).isInstanceOf(Accepted.class);
    }

    @Test
    void anUnknownNameIsLockedToo() {
        cell.holds(account("alice", "secret"));
        for (int i = 0; i < 3; i++) {
            assertThat(attempt("nobody", "secret")).isEqualTo(LoginResult.FAILED);
        }

        assertThat(attempt("nobody", "secret")).isEqualTo(LoginResult.LOCKED);
        assertThat(attempt("alice", "secret")).isInstanceOf(Accepted.class);
    }

    @Test
    void theAddressStatusAndTypeOfAnAccountAreChecked() {
        cell.holds(
                account("bound", "secret").with("IPAddressRange", "192.0.2.0/24"),
                account("off", "secret").with("Status", "deactivated"),
                account("oidc", "secret").with("Type", "oidc:google"),
                account("both", "secret").with("Type", "oidc:google basic"));

        assertThat(attempt("bound", "secret")).isInstanceOf(Accepted.class);
        assertThat(await(login.attempt(cell.id(), "bound", "secret", "198.51.100.1")))
                .isEqualTo(LoginResult.FAILED);
        assertThat(attempt("off", "secret")).isEqualTo(LoginResult.FAILED);
        assertThat(attempt("oidc", "secret")).isEqualTo(LoginResult.FAILED);
        assertThat(attempt("both", "secret")).isInstanceOf(Accepted.class);
    }

    @Test
    void onlyTheRightPasswordLearnsThatItMustBeChanged() {
        cell.holds(account("alice", "secret").with("Status", "passwordChangeRequired"));

        assertThat(attempt("alice", "secret")).isEqualTo(LoginResult.PASSWORD_CHANGE);
        assertThat(attempt("alice", "secret")).as("no failure").isEqualTo(LoginResult.PASSWORD_CHANGE);
        assertThat(attempt("alice", "wrong")).isEqualTo(LoginResult.FAILED);
    }

    @Test
    void everyCheckInACellMakesTheSameHashes() {
        cell.holds(
                account("alice", "secret"),
                account("scrypt", "").withPassword("scrypt", scrypt("a0801")),
                account("off", "secret").with("Status", "deactivated"));
        attempt("nobody", "secret");
        List<ScryptCost> nobody = List.copyOf(hashes);

        assertThat(nobody).containsExactly(new ScryptCost(1 << 10, 8, 1));
        for (String name : List.of("alice", "scrypt", "off", "x".repeat(300))) {
            hashes.clear();
            attempt(name, "secret");
            assertThat(hashes).as(name).isEqualTo(nobody);
        }
    }

    @Test
    void theLogExplainsUnusablePasswordsWithoutNamingAccounts() throws JoranException {
        cell.holds(
                account("md5account", "").withPassword("md5", "d41d8cd98f00b204e9800998ecf8427e"),
                account("dearaccount", "").withPassword("scrypt", scrypt("100801")));
        login = login(40L << 20);

        try (LogCapture log = new LogCapture()) {
            assertThat(attempt("md5account", "secret")).isEqualTo(LoginResult.FAILED);
            assertThat(attempt("dearaccount", "secret")).isEqualTo(LoginResult.FAILED);

            assertThat(log.text())
                    .contains("form that cannot be used", "a larger heap", cell.id())
                    .doesNotContain("md5account", "dearaccount", "secret");
        }
    }

    @Test
    void anAttemptIsRefusedWhenTheQueueIsFull() throws InterruptedException {
        cell.holds(account("alice", "secret"));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        passwords.execute(() -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException abandoned) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        Future<LoginResult> waiting = login.attempt(cell.id(), "alice", "secret", HOME);

        assertThatThrownBy(() -> attempt("alice", "secret"))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR503_SV_0001));

        end.countDown();
        assertThat(await(waiting)).isInstanceOf(Accepted.class);
    }

    @Test
    void aSessionEndsWithThePasswordTheStatusOrTheAddress() {
        cell.holds(account("alice", "secret").with("IPAddressRange", "192.0.2.0/24"), account("off", "secret"));
        String mark = ((Accepted) attempt("alice", "secret")).credential();
        String off = ((Accepted) attempt("off", "secret")).credential();

        assertThat(mayGoOn("alice", mark, HOME)).isTrue();
        assertThat(mayGoOn("alice", mark, "198.51.100.1")).as("elsewhere").isFalse();
        assertThat(mayGoOn("alice", "another mark", HOME)).isFalse();
        assertThat(mayGoOn("off", mark, HOME)).as("another account's mark").isFalse();
        assertThat(mayGoOn("nobody", mark, HOME)).isFalse();

        cell.holds(account("alice", "changed"), account("off", "secret").with("Status", "deactivated"));
        assertThat(mayGoOn("alice", mark, HOME)).as("another password").isFalse();
        assertThat(mayGoOn("off", off, HOME)).as("deactivated").isFalse();
        cell.holds(account("alice", "secret"));
        assertThat(mayGoOn("alice", mark, HOME)).as("the old password again").isTrue();
    }

    @Test
    void aSessionThatGoesOnAfterARotationGetsAMarkOfTheNewKey() {
        cell.holds(account("alice", "secret"));
        String old = ((Accepted) attempt("alice", "secret")).credential();

        Clock earlier = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-90));
        new KeyFile(keys, earlier).rotate(Duration.ofDays(1));
        unitKeys = new KeyFile(keys).open();
        String renewed = await(login.goOn(cell.id(), "alice", old, HOME)).orElseThrow();

        assertThat(renewed).isNotEqualTo(old);
        assertThat(mayGoOn("alice", renewed, HOME)).isTrue();
    }

    private LoginResult attempt(String name, String password) {
        return await(login.attempt(cell.id(), name, password, HOME));
    }

    private boolean mayGoOn(String name, String mark, String address) {
        return await(login.goOn(cell.id(), name, mark, address))
                .filter(mark::equals)
                .isPresent();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static String scrypt(String parameters) {
        String some = Base64.getEncoder().encodeToString(new byte[32]);
        return "$" + parameters + "$" + some + "$" + some;
    }
}
