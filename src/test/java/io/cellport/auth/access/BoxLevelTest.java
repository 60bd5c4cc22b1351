package io.cellport.auth.access;

import static io.cellport.auth.AclPrivilege.BoxPrivilege.ALL;
import static io.cellport.auth.AclPrivilege.BoxPrivilege.READ;
import static io.cellport.auth.access.GuardedCell.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.AclPrivilege.BoxPrivilege;
import io.cellport.auth.access.Privilege.OnPath;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKeys;
import io.cellport.auth.token.Credential;
import io.cellport.auth.token.TokenKind;
import io.cellport.cell.generation.AccessRules;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the boxes of a cell goes by the lists on the way to it. */
class BoxLevelTest {

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
                .account("erin", "editor")
                .account("carol")
                .list("", "admin:p.root reader:p.auth,p.box,p.acl-read editor:D.write-acl")
                .list("__", "")
                .list("__/main.txt", "")
                .list("b1", "")
                .list("b1/pub", "all:D.read editor:D.write")
                .list("b1/pub/hello.txt", "")
                .list("b1/private", "reader:D.read,D.read-acl")
                .list("b1/private/deep", "all:D.read-properties")
                .list("b1/private/deep/own", "reader:p.exec editor:D.all")
                .list("gap/below", "all:D.all")
                .list("b2", "editor:p.root reader:D.alter-schema,p.stream-send")
                .activate();
    }

    @AfterEach
    void close() {
        cell.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            path                  | privilege        | alice | bob           | erin          | carol         | nobody        | garbage
            __                    | READ             | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            __/main.txt           | READ_PROPERTIES  | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            __/main.txt           | READ_ACL         | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            __/main.txt           | WRITE_ACL        | pass  | PR403-AU-0002 | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            __/nothing            | READ             | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1                    | READ             | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1/pub                | READ             | pass  | pass          | pass          | pass          | pass          | pass
            b1/pub/hello.txt      | READ             | pass  | pass          | pass          | pass          | pass          | pass
            b1/pub/hello.txt      | READ_PROPERTIES  | pass  | pass          | pass          | pass          | pass          | pass
            b1/pub/hello.txt      | READ_ACL         | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1/pub/hello.txt      | WRITE_CONTENT    | pass  | PR403-AU-0002 | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1/pub/hello.txt      | ALL              | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1/pub/no/such/file   | READ             | pass  | pass          | pass          | pass          | pass          | pass
            b1/pub/no/such/file   | BIND             | pass  | PR403-AU-0002 | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1/private            | READ             | pass  | pass          | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1/private            | READ_ACL         | pass  | pass          | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1/private            | WRITE            | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1/private/deep       | READ             | pass  | pass          | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1/private/deep       | READ_PROPERTIES  | pass  | pass          | pass          | pass          | pass          | pass
            b1/private/deep/own   | READ             | pass  | pass          | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1/private/deep/own   | READ_PROPERTIES  | pass  | pass          | pass          | pass          | pass          | pass
            b1/private/deep/own   | EXEC             | pass  | pass          | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b1/private/deep/own   | STREAM_RECEIVE   | pass  | PR403-AU-0002 | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b2                    | ALL              | pass  | PR403-AU-0002 | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b2                    | ALTER_SCHEMA     | pass  | pass          | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            b2                    | STREAM_SEND      | pass  | pass          | pass          | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            nobox                 | READ             | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            gap/below             | READ             | pass  | PR403-AU-0002 | PR403-AU-0002 | PR403-AU-0002 | PR401-AU-0001 | PR401-AU-0006
            """)
    void anyListOnTheWayGrants(
            String path,
            BoxPrivilege privilege,
            String alice,
            String bob,
            String erin,
            String carol,
            String nobody,
            String garbage) {
        OnPath needed = new OnPath(privilege, path);

        assertThat(cell.decision(needed, cell.token("alice"))).isEqualTo(alice);
        assertThat(cell.decision(needed, cell.token("bob"))).isEqualTo(bob);
        assertThat(cell.decision(needed, cell.token("erin"))).isEqualTo(erin);
        assertThat(cell.decision(needed, cell.token("carol"))).isEqualTo(carol);
        assertThat(cell.decision(needed, NOBODY)).isEqualTo(nobody);
        assertThat(cell.decision(needed, GARBAGE)).isEqualTo(garbage);
    }

    @Test
    void theScopeOfATokenDoesNotCount() {
        assertThat(cell.decision(new OnPath(READ, "b1/private"), cell.token("bob", "log-read")))
                .isEqualTo("pass");
        assertThat(cell.decision(new OnPath(READ, "__"), cell.token("carol", "root")))
                .isEqualTo("PR403-AU-0002");
    }

    @ParameterizedTest
    @EnumSource(BoxPrivilege.class)
    void tokensOfTheUnitAreAskedForRootAlone(BoxPrivilege any) {
        OnPath needed = new OnPath(any, "b1/private");

        assertThat(cell.decision(needed, token(TokenKind.UNIT, "root"))).isEqualTo("pass");
        assertThat(cell.decision(needed, token(TokenKind.CELL, "root"))).isEqualTo("pass");
        assertThat(cell.decision(needed, token(TokenKind.UNIT))).isEqualTo("PR403-AU-0002");
    }

    @Test
    void whatEverybodyIsGrantedNoCredentialTakesAway() {
        Credential outdated = cell.token("bob");
        Credential removed = cell.token("carol");
        cell.password("bob", "another").withoutAccount("carol").activate();
        OnPath open = new OnPath(READ, "b1/pub");
        OnPath closed = new OnPath(READ, "b1/private");

        assertThat(cell.decision(open, outdated)).isEqualTo("pass");
        assertThat(cell.decision(closed, outdated)).isEqualTo("PR401-AU-0002");
        assertThat(cell.decision(open, removed)).isEqualTo("pass");
        assertThat(cell.decision(closed, removed)).isEqualTo("PR401-AU-0001");
        assertThat(cell.decision(open, cell.tokenOfAnotherCell("erin"))).isEqualTo("pass");
        assertThat(cell.decision(closed, cell.tokenOfAnotherCell("bob"))).isEqualTo("PR401-AU-0006");
        assertThat(cell.decision(open, token(TokenKind.UNIT))).isEqualTo("pass");
    }

    @Test
    void rootOnTheCellOpensItsBoxesToRolesAndNotToEverybody() {
        cell.list("", "all:p.root").activate();

        for (Credential one : new Credential[] {cell.token("carol", "root"), cell.token("alice", "root")}) {
            assertThat(cell.decision(new OnPath(READ, "__"), one)).isEqualTo("PR403-AU-0002");
        }
        assertThat(cell.decision(new OnPath(READ, "__"), NOBODY)).isEqualTo("PR401-AU-0001");
    }

    @Test
    void whatTheCellGrantsInBoxesItGrantsInEachOfThem() {
        cell.list("", "all:D.read").activate();

        assertThat(cell.decision(new OnPath(READ, "__/main.txt"), NOBODY)).isEqualTo("pass");
        assertThat(cell.decision(new OnPath(READ, "b1/private"), NOBODY)).isEqualTo("pass");
        assertThat(cell.decision(new OnPath(ALL, "b1/private"), NOBODY)).isEqualTo("PR401-AU-0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "confidential", "unheardOf"})
    void aResourceForAuthenticatedApplicationsIsClosedToAccountsWhateverIsGranted(String level) {
        cell.list("b1", "all:D.all level=" + level)
                .list("b1/pub/hello.txt", "level=none")
                .activate();

        for (String path : new String[] {"b1", "b1/pub"}) {
            OnPath needed = new OnPath(READ, path);
            assertThat(cell.decision(needed, cell.token("alice"))).isEqualTo("PR403-AU-0006");
            assertThat(cell.decision(needed, NOBODY)).isEqualTo("PR401-AU-0001");
            assertThat(cell.decision(needed, GARBAGE)).isEqualTo("PR401-AU-0006");
            assertThat(cell.decision(needed, token(TokenKind.UNIT, "root"))).isEqualTo("pass");
        }
        assertThat(cell.decision(new OnPath(READ, "b1/pub/hello.txt"), NOBODY)).isEqualTo("pass");
        assertThat(cell.decision(Privilege.ROOT, cell.token("alice", "root"))).isEqualTo("pass");
    }

    @Test
    void aListThatWasStoredTooLongGrantsNothingAndKeepsAccountsOutOfWhatIsBelow() {
        String entry = "{\"D.principal\":{\"D.href\":\"readerId\"},\"D.grant\":{\"D.privilege\":[{\"D.all\":{}}]}}";
        cell.properties(
                        "b1/private",
                        "{\"a\":{\"D.ace\":[" + (entry + ",").repeat(AccessRules.MAX_PRINCIPALS) + entry + "]}}")
                .activate();

        for (String path : new String[] {"b1/private", "b1/private/deep"}) {
            assertThat(cell.decision(new OnPath(READ, path), cell.token("bob"))).isEqualTo("PR403-AU-0006");
            assertThat(cell.decision(new OnPath(READ, path), NOBODY)).isEqualTo("PR401-AU-0001");
        }
        assertThat(cell.decision(new OnPath(READ, "b1/pub"), cell.token("bob"))).isEqualTo("pass");
        assertThat(cell.decision(new OnPath(READ, "b1/private"), token(TokenKind.CELL, "root")))
                .isEqualTo("pass");
    }

    @Test
    void aRoleThatIsGoneGrantsNothing() {
        cell.account("frank", "gone").list("b1/private", "gone:D.all").activate();

        assertThat(cell.decision(new OnPath(READ, "b1/private"), cell.token("frank")))
                .isEqualTo("PR403-AU-0002");
    }

    @Test
    void onlyNamesInTheirNamespaceGrant() {
        cell.list("b1/private", "reader:p.read,D.exec,read,D.Read").activate();

        assertThat(cell.decision(new OnPath(READ, "b1/private"), cell.token("bob")))
                .isEqualTo("PR403-AU-0002");
        assertThat(cell.decision(new OnPath(BoxPrivilege.EXEC, "b1/private"), cell.token("bob")))
                .isEqualTo("PR403-AU-0002");
    }

    @Test
    void theContentThatIsReadDecidesAlsoWhenItIsNotTheCurrentOneAnyMore() {
        OnPath needed = new OnPath(READ, "b1/private");
        try (CellGeneration old = cell.content()) {
            cell.list("b1/private", "all:D.read").activate();

            assertThat(cell.refusal(needed, NOBODY, Optional.of(old))).isPresent();
            assertThat(cell.refusal(needed, cell.token("bob"), Optional.of(old)))
                    .isEmpty();
            assertThat(cell.refusal(needed, NOBODY)).isEmpty();
        }
    }

    @Test
    void nothingIsGrantedInACellWithoutContent() {
        for (Credential one : new Credential[] {NOBODY, cell.token("alice")}) {
            assertThat(cell.refusal(new OnPath(READ, "__"), one, Optional.empty()))
                    .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(ErrorCode.PR401_AU_0001));
        }
        assertThat(cell.refusal(new OnPath(READ, "__"), token(TokenKind.UNIT, "root"), Optional.empty()))
                .isEmpty();
    }

    @Test
    void theListsOfTheNextGenerationCountAtOnce() {
        OnPath needed = new OnPath(READ, "b1/private");
        Credential bob = cell.token("bob");
        assertThat(cell.decision(needed, bob)).isEqualTo("pass");
        assertThat(cell.decision(needed, NOBODY)).isEqualTo("PR401-AU-0001");

        cell.list("b1/private", "all:D.read-properties editor:D.read").activate();

        assertThat(cell.decision(needed, bob)).isEqualTo("PR403-AU-0002");
        assertThat(cell.decision(needed, cell.token("erin"))).isEqualTo("pass");
        assertThat(cell.decision(new OnPath(BoxPrivilege.READ_PROPERTIES, "b1/private"), NOBODY))
                .isEqualTo("pass");
    }
}
