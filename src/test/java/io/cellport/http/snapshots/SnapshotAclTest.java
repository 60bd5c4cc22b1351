package io.cellport.http.snapshots;

import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.AccessRules;
import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.cellport.snapshot.zip.SnapshotCopy;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The access control list that the answer to a PROPFIND carries is that of the cell's current content. */
class SnapshotAclTest {

    private static final String ADMIN = "xyyu3b4eSqWM0SZxCg4KOg";

    private static final String READER = "ltmyphLURlSEwYzwCm1qaQ";

    private static final String BOX_ROLE = "SnjPAPCyTpa4IltZ0QWKRA";

    @TempDir
    static Path directory;

    @AutoClose
    private static final TestUnit unit = TestUnit.withCells();

    @Test
    void aCellThatNothingWasImportedIntoHasAnEmptyList() {
        unit.createCell("empty");

        assertThat(propfind("empty", "0"))
                .contains("<acl xml:base=\"" + unit.url() + "empty/__role/__/\" xmlns:p=\"urn:x-personium:xmlns\"/>\n");
    }

    @Test
    void theListChangesWithTheContent() throws IOException {
        Accounts cell = Accounts.importedInto(unit, "changing", Accounts.SMALL);
        String before = propfind("changing", "0");
        cell.importAgain(withList(entry("\"D.href\":\"" + READER + "\"", "{\"p.root\":{}}")));

        assertThat(before).contains("<href>admin</href>").containsOnlyOnce("<p:root/>");
        assertThat(propfind("changing", "0"))
                .doesNotContain("<href>admin</href>")
                .contains("<href>reader</href>")
                .containsOnlyOnce("<p:root/>");
    }

    @Test
    void rolesOfBoxesEverybodyAndSeveralPrivilegesAreTold() throws IOException {
        String list = entry("\"D.href\":\"" + BOX_ROLE + "\"", "{\"p.auth\":{}},{\"D.read\":{}}") + ","
                + entry("\"D.all\":{}", "{\"p.propfind\":{}}");
        Accounts.importedInto(unit, "several", withList(list));

        assertThat(propfind("several", "0").replaceAll("\\s+", "")).contains("""
                <ace><principal><href>../box1/boxrole</href></principal>\
                <grant><privilege><p:auth/></privilege><privilege><read/></privilege></grant></ace>\
                <ace><principal><all/></principal><grant><privilege><p:propfind/></privilege></grant></ace></acl>""");
    }

    @Test
    void whatIsNoRoleAndWhatIsNoNameIsLeftOut() throws IOException {
        String list = entry("\"D.href\":\"gone\"", "{\"p.root\":{}}") + ","
                + entry("\"D.href\":\"" + ADMIN + "\"", "{\"p.root/><x\":{}},{\"q.root\":{}},{\"p.sign\":{}}");
        Accounts.importedInto(unit, "hostile", withList(list));

        assertThat(propfind("hostile", "0").replaceAll("\\s+", "")).contains("""
                xmlns:p="urn:x-personium:xmlns"><ace><principal><href>admin</href></principal>\
                <grant><privilege><p:sign/></privilege></grant></ace></acl>""");
    }

    @Test
    void aListThatIsTooLongFailsTheImportWhereItStands() throws IOException {
        Accounts cell = Accounts.importedInto(unit, "overlong", Accounts.SMALL);
        String entry = entry("\"D.href\":\"" + ADMIN + "\"", "{\"p.root\":{}}");

        String status = cell.importAgain(withList((entry + ",").repeat(AccessRules.MAX_PRINCIPALS) + entry));

        assertThat(status).isEqualTo("import failed");
        assertThat(unit.send(unit.request("overlong/__import")).body())
                .contains("PR400-MC-0006", "[accessList] of " + AccessRules.MAX_GRANTS);
        assertThat(propfind("overlong", "0")).contains("<href>admin</href>");
    }

    @Test
    void aLongListIsToldWithEveryFile() throws IOException {
        String entry = entry("\"D.href\":\"" + ADMIN + "\"", "{\"p.root\":{}}");
        Accounts.importedInto(unit, "long", withList((entry + ",").repeat(999) + entry));
        for (int i = 0; i < 20; i++) {
            unit.send(unit.request("long/__snapshot/f" + i + ".zip").PUT(BodyPublishers.ofString("x")));
        }

        String answer = propfind("long", "1");

        assertThat(answer.split("<p:root/>", -1)).hasSize(1 + 22 * 1000);
        assertThat(answer.split("<inherited>", -1)).hasSize(1 + 21 * 1000);
        assertThat(answer).endsWith("</response>\n</multistatus>");
    }

    private static String entry(String principal, String privileges) {
        return "{\"D.principal\":{" + principal + "},\"D.grant\":{\"D.privilege\":[" + privileges + "]}}";
    }

    private static Path withList(String entries) throws IOException {
        String old = "\"D.principal\":{\"D.href\":\"" + ADMIN + "\"},\"D.grant\":{\"D.privilege\":[{\"p.root\":{}}]}},{"
                + "\"D.principal\":{\"D.href\":\"" + READER
                + "\"},\"D.grant\":{\"D.privilege\":[{\"p.auth-read\":{}}]}";
        return SnapshotCopy.small()
                .replacing("20_webdav/.pmeta", "{" + old + "}", entries)
                .writeTo(directory.resolve("snapshot" + System.nanoTime() + ".zip"));
    }

    private static String propfind(String cell, String depth) {
        HttpResponse<String> answer = unit.send(
                unit.request(cell + "/__snapshot").header("Depth", depth).method("PROPFIND", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(header(answer, "DAV")).isEqualTo("1");
        return answer.body();
    }
}
