package io.cellport.auth.account;

import static io.cellport.auth.account.AccountCell.Stored.account;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.joran.spi.JoranException;
import io.cellport.auth.account.LoginResult.Accepted;
import io.cellport.logging.LogCapture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What whoever tries passwords may do, and what is learnt from that. */
class GuessedPasswordTest extends AccountLogins {

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
}
