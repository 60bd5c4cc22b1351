package io.cellport.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom a wrong password is tried on cannot be told by what the trial costs: the work is counted here, hash by hash. */
class LoginCostTest {

    private static final ScryptCost LIGHT = new ScryptCost(1 << 10, 8, 1);
    private static final ScryptCost HEAVY = new ScryptCost(1 << 16, 8, 1);
    private static final long MEMORY = 128L << 20;

    private final List<ScryptCost> work = new ArrayList<>();

    @Test
    void everyCheckInACellIsTheSameWork() {
        LoginCost cost = LoginCost.of(Map.of(ScryptCost.USUAL, 5, LIGHT, 1, HEAVY, 2), MEMORY);
        List<ScryptCost> nobody = workOf(cost, Optional.empty());

        assertThat(nobody).containsExactlyInAnyOrder(ScryptCost.USUAL, LIGHT, HEAVY);
        for (Optional<PasswordHash> stored : List.of(
                hash("a0801"),
                hash("e0801"),
                hash("100801"),
                hash("d0801"),
                StoredPassword.hash("sha-256", "ab".repeat(32), 32, ""))) {
            assertThat(stored).isPresent();
            assertThat(workOf(cost, stored)).isEqualTo(nobody);
        }
    }

    @Test
    void aCellWithoutScryptCostsWhatCellsUsuallyDo() {
        assertThat(workOf(LoginCost.of(Map.of(), MEMORY), Optional.empty())).containsExactly(ScryptCost.USUAL);
    }

    @Test
    void theWorkOfOneCheckIsBoundedAndWhatMostAccountsHaveStays() {
        Map<ScryptCost, Integer> accounts = new HashMap<>();
        for (int p = 1; p <= 200; p++) {
            accounts.put(new ScryptCost(1 << 14, 8, p), 1);
        }
        accounts.put(HEAVY, 1_000);

        LoginCost cost = LoginCost.of(accounts, MEMORY);

        assertThat(cost.rounds().get(0)).isEqualTo(HEAVY);
        assertThat(cost.rounds().stream().mapToLong(ScryptCost::workBytes).sum())
                .isLessThanOrEqualTo(ScryptCost.MAX_WORK_BYTES);
    }

    @Test
    void nobodyLogsInWithAHashThatThereIsNoMemoryFor() {
        LoginCost cost = LoginCost.of(Map.of(ScryptCost.USUAL, 1, HEAVY, 9), 40L << 20);

        assertThat(cost.rounds()).containsExactly(ScryptCost.USUAL);
        assertThat(cost.memoryBytes()).isLessThanOrEqualTo(40L << 20);
        assertThat(cost.covers(hash("100801").orElseThrow())).isFalse();
        assertThat(cost.covers(hash("e0801").orElseThrow())).isTrue();
        assertThat(cost.matches(hash("100801"), "x", this::count)).isFalse();
    }

    private List<ScryptCost> workOf(LoginCost cost, Optional<PasswordHash> stored) {
        work.clear();
        assertThat(cost.matches(stored, "wrong", this::count)).isFalse();
        return List.copyOf(work);
    }

    private byte[] count(String password, byte[] salt, ScryptCost cost, int length) {
        work.add(cost);
        return new byte[length];
    }

    private static Optional<PasswordHash> hash(String parameters) {
        String some = Base64.getEncoder().encodeToString("h".repeat(32).getBytes(StandardCharsets.UTF_8));
        return StoredPassword.hash("scrypt", "$" + parameters + "$" + some + "$" + some, 32, "");
    }
}
