package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Cells are remembered between requests, but whoever is told of a change sees it at once. */
class RememberedCellsIT {

    @AutoClose
    private static final TestUnit unit = TestUnit.withCells();

    @Test
    void aDeletedCellIsGoneAndANewOneOfItsNameIsAnotherOne() throws IOException {
        Accounts cell = Accounts.importedInto(unit, "again", Accounts.SMALL);
        String token = cell.token("alice", "alicepass");
        assertThat(status(unit.request("again/__import"))).isEqualTo(200);
        assertThat(cell.refusal(token)).isEqualTo("200");

        assertThat(status(unit.request("again/")
                        .header("X-Personium-Recursive", "true")
                        .DELETE()))
                .isEqualTo(204);

        assertThat(status(unit.request("again/__import"))).isEqualTo(404);
        assertThat(cell.statusWith(token).statusCode()).isEqualTo(404);
        unit.createCell("again");
        assertThat(status(unit.request("again/__import"))).isEqualTo(200);
        assertThat(cell.refusal(token)).isEqualTo("PR401-AU-0006");
    }

    @Test
    void theTimeOfTheLastChangeIsThatOfTheLastImport() throws IOException {
        unit.createCell("changing");
        Accounts cell = new Accounts(unit, "changing");
        String created = unit.send(unit.request("__ctl/Cell('changing')")).body();

        assertThat(cell.importAgain(Accounts.SMALL)).isEqualTo("ready");

        assertThat(unit.send(unit.request("__ctl/Cell('changing')")).body()).isNotEqualTo(created);
    }

    private static int status(HttpRequest.Builder request) {
        return unit.send(request).statusCode();
    }
}
