package io.cellport.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.UnitKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialSealTest {

    @TempDir
    static Path directory;

    private static UnitKey key;

    private final CredentialSeal seal = new CredentialSeal(key);

    @BeforeAll
    static void load() throws IOException {
        key = UnitKey.loadOrCreate(directory);
    }

    @Test
    void theMarkDependsOnNothingButThePasswordAndItsAccount() {
        String mark = seal.of("cell", account("id", "alice", "active", true, "", "hash"));

        assertThat(new CredentialSeal(key).of("cell", account("id", "alice", "active", true, "", "hash")))
                .isEqualTo(mark);
        assertThat(seal.of("cell", account("id", "renamed", "deactivated", true, "192.0.2.1", "hash")))
                .isEqualTo(mark);
    }

    @Test
    void anotherPasswordAccountCellOrUnitHasAnotherMark() throws IOException {
        Account alice = account("id", "alice", "active", true, "", "hash");
        String mark = seal.of("cell", alice);
        CredentialSeal stranger = new CredentialSeal(UnitKey.loadOrCreate(directory.resolve("stranger")));

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
    void aMarkShowsNothingOfThePassword() {
        assertThat(seal.of("cell", account("id", "alice", "active", true, "", "hash")))
                .matches("[A-Za-z0-9_-]{22}");
    }

    private static Account account(
            String id, String name, String status, boolean basic, String ranges, String credential) {
        return new Account(id, name, status, basic, ranges, Optional.empty(), credential);
    }
}
