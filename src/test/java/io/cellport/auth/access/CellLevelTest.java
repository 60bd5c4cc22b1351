package io.cellport.auth.access;

import static io.cellport.auth.AclPrivilege.CellPrivilege.ROOT;
import static io.cellport.auth.access.GuardedCell.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.MovableClock;
import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.auth.access.Privilege.OnCell;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKeys;
import io.cellport.auth.token.Credential;
import io.cellport.auth.token.TokenKind;
import io.cellport.cell.generation.AccessRules;
import io.cellport.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of a cell itself goes by its own list, and by the scope of the token. */
class CellLevelTest {

    private static final Credential NOBODY = Credential.ANONYMOUS;

    private static final Credential GARBAGE = new Credential.Invalid(ErrorCode.PR401_AU_0006);

    @TempDir
    static Path keys;

    private static UnitKeys unitKeys;

    @TempDir
    Path data;

    private GuardedCell cell;

    @BeforeAll
    static void makeKey() throws IOException {
        unitKeys = new KeyFile(keys).open();
    }

    @BeforeEach
    void open() {
        cell = new GuardedCell(data, () -> unitKeys)
                .account("alice", "admin")
                .account("bob", "reader")
                .account("dave", "owner", "reader")
                .account("carol")
                .list("", "admin:p.root reader:p.auth-read,p.message all:p.propfind owner:p.box,D.all")
                .list("__", "all:D.all,p.root reader:p.root")
                .activate();
    }

    @AfterEach
    void close() {
        cell.close();
    }

    @Test
    void aTokenFromBeforeARotationIsWorthTheSameAfterItUntilItsKeyRetires(@TempDir Path rotated, @TempDir Path content)
            throws IOException {
        MovableClock clock = new MovableClock(Instant.EPOCH);
        KeyFile file = new KeyFile(rotated, clock);
        AtomicReference<UnitKeys> current = new AtomicReference<>(file.open());
        try (GuardedCell asked = new GuardedCell(content, current::get)) {
            asked.account("alice", "admin").list("", "admin:p.root").activate();
            Credential before = asked.token("alice", "root");
            assertThat(asked.decision(new OnCell(ROOT), before)).isEqualTo("pass");

            file.rotate(Duration.ofHours(1));
            clock.advance(Duration.ofSeconds(90));
            current.set(file.open());
            assertThat(asked.decision(new OnCell(ROOT), before)).isEqualTo("pass");
            assertThat(asked.decision(new OnCell(ROOT), asked.token("alice", "root")))
                    .isEqualTo("pass");

            clock.advance(Duration.ofHours(1));
            current.set(file.open());
            assertThat(asked.decision(new OnCell(ROOT), before)).isEqualTo("PR401-AU-0002");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            privilege    | alice | bob           | dave          | carol         | nobody        | garbage
            ROOT         | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            AUTH         | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            AUTH_READ    | pass  | pass          | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            MESSAGE      | pass  | pass          | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            MESSAGE_READ | pass  | pass          | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            EVENT_READ   | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            LOG_READ     | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            SOCIAL_READ  | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            BOX_READ     | pass  | PR403-AU-0002 | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            BOX_INSTALL  | pass  | PR403-AU-0002 | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            ACL_READ     | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            RULE_READ    | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            SIGN         | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            PROPFIND     | pass  | pass          | pass          | pass          | PR403-AU-0007 | PR403-AU-0007
            """)
    void theCellsListGrants(
            CellPrivilege privilege,
            String alice,
            String bob,
            String dave,
            String carol,
            String nobody,
            String garbage) {
        OnCell needed = new OnCell(privilege);

        assertThat(cell.decision(needed, cell.token("alice", "root"))).isEqualTo(alice);
        assertThat(cell.decision(needed, cell.token("bob", "root"))).isEqualTo(bob);
        assertThat(cell.decision(needed, cell.token("dave", "root"))).isEqualTo(dave);
        assertThat(cell.decision(needed, cell.token("carol", "root"))).isEqualTo(carol);
        assertThat(cell.decision(needed, NOBODY)).isEqualTo(nobody);
        assertThat(cell.decision(needed, GARBAGE)).isEqualTo(garbage);
    }

    @ParameterizedTest
    @CsvSource({
        "root,      BOX_READ,    pass",
        "box,       BOX_READ,    pass",
        "box,       BOX_INSTALL, pass",
        "box-read,  BOX_READ,    pass",
        "box-read,  BOX_INSTALL, PR403-AU-0007",
        "auth,      BOX_READ,    PR403-AU-0007",
        "all,       BOX_READ,    PR403-AU-0007",
        "box-read,  ROOT,        PR403-AU-0007"
    })
    void theScopeOfTheTokenHasToIncludeWhatTheListGrants(String scope, CellPrivilege needed, String decision) {
        assertThat(cell.decision(new OnCell(needed), cell.token("alice", scope)))
                .isEqualTo(decision);
    }

    @Test
    void theRefusalNamesThePrivilegeThatTheScopeLacks() {
        Optional<String> text = cell.refusal(new OnCell(CellPrivilege.BOX_READ), cell.token("dave", "auth"))
                .map(error -> error.text());

        assertThat(text)
                .contains("Insufficient scope is granted for the access token. [box-read] Privilege is required.");
    }

    @ParameterizedTest
    @EnumSource(CellPrivilege.class)
    void tokensOfTheUnitAreAskedForRootAlone(CellPrivilege any) {
        assertThat(cell.decision(new OnCell(any), token(TokenKind.UNIT, "root")))
                .isEqualTo("pass");
        assertThat(cell.decision(new OnCell(any), token(TokenKind.CELL, "root")))
                .isEqualTo("pass");
        assertThat(cell.decision(new OnCell(any), token(TokenKind.UNIT, "auth")))
                .isEqualTo("PR403-AU-0002");
    }

    @Test
    void theTokenOfAnAccountEndsWithTheAccountAndWithItsPassword() {
        OnCell needed = new OnCell(CellPrivilege.PROPFIND);
        Credential outdated = cell.token("bob", "root");
        Credential removed = cell.token("carol", "root");
        cell.password("bob", "another").withoutAccount("carol").activate();

        assertThat(cell.decision(needed, outdated)).isEqualTo("PR401-AU-0002");
        assertThat(cell.decision(needed, cell.token("bob", "root"))).isEqualTo("pass");
        assertThat(cell.decision(needed, removed)).isEqualTo("PR401-AU-0001");
        assertThat(cell.decision(needed, cell.tokenOfAnotherCell("alice", "root")))
                .isEqualTo("PR401-AU-0006");
    }

    @Test
    void theContentIsOpenedOnceForEachCallerAndNeedOfAGeneration() {
        for (int i = 0; i < 3; i++) {
            cell.decision(new OnCell(ROOT), cell.token("alice", "root"));
            cell.decision(new OnCell(ROOT), cell.token("bob", "root"));
        }
        assertThat(cell.opened()).isEqualTo(2);

        cell.activate();
        cell.decision(new OnCell(ROOT), cell.token("bob", "root"));

        assertThat(cell.opened()).isEqualTo(3);
    }

    @Test
    void aListThatWasStoredTooLongGrantsNothingAndIsShownEmpty() {
        String entry = "{\"D.principal\":{\"D.href\":\"adminId\"},\"D.grant\":{\"D.privilege\":[{\"p.root\":{}}]}}";
        cell.properties("", "{\"a\":{\"D.ace\":[" + (entry + ",").repeat(AccessRules.MAX_PRINCIPALS) + entry + "]}}")
                .activate();

        assertThat(cell.decision(new OnCell(ROOT), cell.token("alice", "root"))).isEqualTo("PR403-AU-0002");
        assertThat(cell.decision(new OnCell(ROOT), token(TokenKind.CELL, "root")))
                .isEqualTo("pass");
        assertThat(cell.rights.shown(cell.cell.id()).entries()).isEmpty();
        assertThat(cell.rights.shown(cell.cell.id()).generation()).isEqualTo(2);
    }

    @Test
    void aListOfTheGreatestLengthGrantsAndIsShown() {
        String entry = "{\"D.principal\":{\"D.href\":\"adminId\"},\"D.grant\":{\"D.privilege\":[{\"p.root\":{}}]}}";
        cell.properties(
                        "",
                        "{\"a\":{\"D.ace\":[" + (entry + ",").repeat(AccessRules.MAX_PRINCIPALS - 1) + entry + "]}}")
                .activate();

        assertThat(cell.decision(new OnCell(ROOT), cell.token("alice", "root"))).isEqualTo("pass");
        assertThat(cell.rights.shown(cell.cell.id()).entries())
                .hasSize(AccessRules.MAX_PRINCIPALS)
                .containsOnly(new AccessEntry(Optional.of("admin"), List.of("p.root")));
    }
}
