package io.cellport.auth.account;

import static io.cellport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.cellport.MovableClock;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKeys;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Logins into a real cell; the hashes that a check makes are counted instead of made. */
abstract class AccountLogins {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final Duration LOCK = Duration.ofMinutes(1);
    static final String HOME = "192.0.2.1";

    @TempDir
    static Path keys;

    @TempDir
    Path data;

    final MovableClock clock = new MovableClock(NOW);
    final MovableClock steady = new MovableClock(Instant.EPOCH);
    final List<ScryptCost> hashes = new CopyOnWriteArrayList<>();
    private final WorkerPool store = new WorkerPool("test-store", 1, 10);
    final WorkerPool passwords = new WorkerPool("test-password", 1, 1);
    AccountCell cell;
    UnitKeys unitKeys;
    private CredentialSeal seal;
    Login login;

    @BeforeEach
    void open() throws IOException {
        cell = new AccountCell(data);
        unitKeys = new KeyFile(keys).open();
        seal = new CredentialSeal(() -> unitKeys);
        login = login(64L << 20);
    }

    Login login(long memory) {
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

    LoginResult attempt(String name, String password) {
        return await(login.attempt(cell.id(), name, password, HOME));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static String scrypt(String parameters) {
        String some = Base64.getEncoder().encodeToString(new byte[32]);
        return "$" + parameters + "$" + some + "$" + some;
    }
}
