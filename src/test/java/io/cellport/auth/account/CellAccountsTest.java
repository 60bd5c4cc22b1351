package io.cellport.auth.account;

import static io.cellport.auth.account.AccountCell.Stored.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.AccessContent;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellAccountsTest {

    private static final ScryptCost LIGHT = new ScryptCost(1 << 10, 8, 1);

    @TempDir
    Path data;

    @AutoClose
    private AccountCell cell;

    private CellAccounts accounts;

    @BeforeEach
    void open() {
        cell = new AccountCell(data);
        accounts = new CellAccounts(cell.store(), AccountCell.SALT, 64L << 20);
    }

    @Test
    void aCellWithoutContentHasTheUsualCost() {
        assertThat(accounts.find(cell.id(), "alice")).isEmpty();
        assertThat(accounts.candidate(cell.id(), "alice").cost().rounds()).containsExactly(ScryptCost.USUAL);
        assertThat(accounts.find("no cell", "alice")).isEmpty();
    }

    @Test
    void anAccountIsFoundByItsExactName() {
        cell.holds(account("alice", "secret"));

        assertThat(accounts.find(cell.id(), "alice"))
                .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo("id of alice"));
        assertThat(accounts.find(cell.id(), "Alice")).isEmpty();
    }

    @Test
    void theCostFollowsFromAllAccountsOfTheCurrentContent() {
        cell.holds(account("alice", "secret"), account("bob", "").withPassword("scrypt", scrypt("a0801")));

        assertThat(accounts.candidate(cell.id(), "alice").cost().rounds()).containsExactly(LIGHT);
        assertThat(accounts.candidate(cell.id(), "nobody").cost().rounds()).containsExactly(LIGHT);

        cell.holds(account("alice", "secret"));

        assertThat(accounts.candidate(cell.id(), "alice").cost().rounds()).containsExactly(ScryptCost.USUAL);
    }

    @Test
    void anAccountThatIsTooLongIsNotFound() {
        cell.holds(
                account("long", "secret").with("Cell", "x".repeat(AccessContent.MOST_BYTES - 1_000)),
                account("longer", "")
                        .withPassword("scrypt", scrypt("a0801"))
                        .with("Cell", "x".repeat(AccessContent.MOST_BYTES)));

        assertThat(accounts.find(cell.id(), "long")).isPresent();
        assertThat(accounts.find(cell.id(), "longer")).isEmpty();
        assertThat(accounts.candidate(cell.id(), "long").cost().rounds()).containsExactly(ScryptCost.USUAL);
    }

    private static String scrypt(String parameters) {
        String some = Base64.getEncoder().encodeToString(new byte[32]);
        return "$" + parameters + "$" + some + "$" + some;
    }
}
