package io.cellport.auth.access;

import static io.cellport.auth.AclPrivilege.BoxPrivilege.READ;
import static io.cellport.auth.AclPrivilege.BoxPrivilege.READ_ACL;
import static io.cellport.auth.AclPrivilege.BoxPrivilege.READ_PROPERTIES;
import static io.cellport.auth.AclPrivilege.CellPrivilege.AUTH;
import static io.cellport.auth.AclPrivilege.CellPrivilege.AUTH_READ;
import static io.cellport.auth.AclPrivilege.CellPrivilege.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.access.CellAccess.Caller;
import io.cellport.auth.access.CellAccess.Finding;
import io.cellport.auth.access.Privilege.Grantable;
import io.cellport.auth.access.Privilege.OnCell;
import io.cellport.auth.access.Privilege.OnPath;
import io.cellport.auth.account.Account;
import io.cellport.auth.account.CredentialSeal;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKeys;
import io.cellport.cell.Cell;
import io.cellport.cell.EmbeddedCells;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists of a snapshot that Personium exported grant what they granted there. */
class RecordedListsTest {

    private static final String BOX = "xuGTKVXtTHy7lui2jw20Ew";

    @TempDir
    static Path data;

    private static EmbeddedCells cells;

    private static Cell cell;

    private static CredentialSeal seal;

    private static CellAccess access;

    @BeforeAll
    static void importSnapshot() throws IOException {
        try (TestUnit unit = new TestUnit(data)) {
            Accounts.importedInto(unit, "golden", Accounts.SMALL);
        }
        cells = new EmbeddedCells(data);
        cell = cells.store().find("golden").orElseThrow();
        UnitKeys keys = new KeyFile(data).open();
        seal = new CredentialSeal(() -> keys);
        access = new CellAccess(cells.store(), new CellRights(cells.store()), seal);
    }

    @AfterAll
    static void close() {
        cells.close();
    }

    @Test
    void theAdministratorsRoleHoldsRootAndEverythingInTheBoxes() {
        assertThat(holds("alice", new OnCell(ROOT))).isTrue();
        assertThat(holds("alice", new OnPath(READ_ACL, BOX + "/docs/hello.txt")))
                .isTrue();
        assertThat(holds("alice", new OnPath(READ, "__/main.txt"))).isTrue();
    }

    @Test
    void theReadersRoleReadsAccountsAndRolesAndNothingInTheBoxes() {
        assertThat(holds("bob", new OnCell(AUTH_READ))).isTrue();
        assertThat(holds("bob", new OnCell(AUTH))).isFalse();
        assertThat(holds("bob", new OnPath(READ, BOX + "/docs/hello.txt"))).isFalse();
        assertThat(holds("bob", new OnPath(READ, "__/main.txt"))).isFalse();
    }

    @Test
    void everybodySeesThePropertiesOfWhatIsInOneCollection() {
        for (String path : new String[] {"/docs", "/docs/hello.txt", "/docs/nothing"}) {
            assertThat(everybodyHolds(new OnPath(READ_PROPERTIES, BOX + path))).isTrue();
            assertThat(everybodyHolds(new OnPath(READ, BOX + path))).isFalse();
        }
        assertThat(everybodyHolds(new OnPath(READ_PROPERTIES, BOX))).isFalse();
        assertThat(everybodyHolds(new OnPath(READ_PROPERTIES, BOX + "/odata"))).isFalse();
    }

    private static boolean holds(String name, Grantable needed) {
        try (CellGeneration content = cells.store().current(cell.id()).orElseThrow()) {
            Account account = Account.of(content.entity("Account", name).orElseThrow(), "");
            return find(content, Caller.account(name, seal.of(cell.id(), account)), needed)
                    .isGranted();
        }
    }

    private static boolean everybodyHolds(OnPath needed) {
        try (CellGeneration content = cells.store().current(cell.id()).orElseThrow()) {
            return find(content, Caller.STRANGER, needed).everybody();
        }
    }

    private static Finding find(CellGeneration content, Caller caller, Grantable needed) {
        return needed instanceof OnPath onPath
                ? access.onPath(cell.id(), content, caller, onPath)
                : access.onCell(cells.store().find(cell.name()).orElseThrow(), caller, (OnCell) needed);
    }
}
