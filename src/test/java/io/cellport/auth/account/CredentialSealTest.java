package io.cellport.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.MovableClock;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialSealTest {

    @TempDir
    static Path directory;

    private static UnitKeys keys;

    private final CredentialSeal seal = new CredentialSeal(() -> keys);

    @BeforeAll
    static void load() throws IOException {
        keys = new KeyFile(directory).open();
    }

    @Test
    void theMarkDependsOnNothingButThePasswordAndItsAccount() {
        String mark = seal.of("cell", account("id", "alice", "active", true, "", "hash"));

        assertThat(new CredentialSeal(() -> keys).of("cell", account("id", "alice", "active", true, "", "hash")))
                .isEqualTo(mark);
        assertThat(seal.of("cell", account("id", "renamed", "deactivated", true, "192.0.2.1", "hash")))
                .isEqualTo(mark);
    }

    @Test
    void anotherPasswordAccountCellOrUnitHasAnotherMark() throws IOException {
        Account alice = account("id", "alice", "active", true, "", "hash");
        String mark = seal.of("cell", alice);
        CredentialSeal stranger = new CredentialSeal(new KeyFile(directory.resolve("stranger"))::open);

        assertThat(seal.of("cell", account("id", "alice", "active", true, "", "other")))
                .isNotEqualTo(mark);
        assertThat(seal.of("cell", account("other", "alice", "active", true, "", "hash")))
                .isNotEqualTo(mark);
        assertThat(seal.of("cell", account("id", "alice", "active", false, "", "hash")))
                .isNotEqualTo(mark);
        assertThat(seal.of("other", alice)).isNotEqualTo(mark);
        assertThat(stranger.of("cell", alice)).isNotEqualTo(mark);
    }

    @Test
    void aMarkCountsAsLongAsTheKeyThatMadeIt(@TempDir Path rotated) {
        MovableClock clock = new MovableClock(Instant.EPOCH);
        KeyFile file = new KeyFile(rotated, clock);
        CredentialSeal current = new CredentialSeal(file::open);
        Account alice = account("id", "alice", "active", true, "", "hash");
        String first = current.of("cell", alice);

        file.rotate(Duration.ofHours(1));
        clock.advance(Duration.ofSeconds(90));
        String second = current.of("cell", alice);

        assertThat(second).isNotEqualTo(first);
        assertThat(current.all("cell", alice)).containsExactlyInAnyOrder(first, second);
        clock.advance(Duration.ofHours(1));
        assertThat(current.all("cell", alice)).containsExactly(second);
    }

    @Test
    void aMarkShowsNothingOfThePassword() {
        assertThat(seal.of("cell", account("id", "alice", "active", true, "", "hash")))
                .matches("[A-Za-z0-9_-]{22}");
    }

    private static Account account(
            String id, String name, String status, boolean basic, String ranges, String credential) {
        return new Account(id, name, status, basic, ranges, Optional.empty(), credential);
    }
}
