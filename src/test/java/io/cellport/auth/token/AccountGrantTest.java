package io.cellport.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountGrantTest {

    private static final Instant LOGIN = Instant.parse("2026-01-02T03:04:05Z");

    private final AccountGrant grant = new AccountGrant("http://u/c/", "id", "alice", Set.of("root"), "mark", LOGIN);

    @Test
    void tokensLiveAsLongAsAskedForUntilTheSessionIsAsOldAsItMayBe() {
        Duration day = Duration.ofDays(1);
        Instant lastHour = LOGIN.plus(AccountGrant.LONGEST_SESSION).minus(Duration.ofHours(1));

        assertThat(grant.within(day, LOGIN)).isEqualTo(day);
        assertThat(grant.within(day, lastHour)).isEqualTo(Duration.ofHours(1));
        assertThat(grant.within(Duration.ofMinutes(5), lastHour)).isEqualTo(Duration.ofMinutes(5));
    }
}
