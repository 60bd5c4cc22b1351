package io.cellport.auth.account;

import static io.cellport.auth.account.AccountCell.Stored.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.auth.account.LoginResult.Accepted;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may log in. */
class LoginTest extends AccountLogins {

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
}
