package io.cellport.auth.account;

import static io.cellport.auth.account.AccountCell.Stored.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.account.LoginResult.Accepted;
import io.cellport.auth.key.KeyFile;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a session goes on that began with a login. */
class AccountSessionTest extends AccountLogins {

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

    private boolean mayGoOn(String name, String mark, String address) {
        return await(login.goOn(cell.id(), name, mark, address))
                .filter(mark::equals)
                .isPresent();
    }
}
