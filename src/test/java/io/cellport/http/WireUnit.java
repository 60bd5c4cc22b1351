package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.Blob;
import io.cellport.cell.Cell;
import io.cellport.cell.SqliteCellStore;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.imports.journal.SqliteJournal;
import io.cellport.snapshot.area.SnapshotRows;
import io.cellport.snapshot.zip.Content;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The unit that recorded requests are sent to. Its cells: {@code idle} holds snapshots of every kind and no import was
 * ever started, {@code people} holds the content of {@code small1.zip}, {@code peer} nothing, {@code busy} waits for a
 * run that was accepted, the last import into {@code failed} failed, {@code spare1} to {@code spare10} are there to be
 * imported into, and {@code export1} to {@code export3}, which are empty, to be exported.
 */
final class WireUnit implements AutoCloseable {

    private static final String LINKS = "10_odata/80_link.pjson";

    private static final String ACCOUNTS = "10_odata/11_account.pjson";

    private final TestUnit unit;

    private final Path snapshots;

    private final Map<String, String> values = new HashMap<>();

    WireUnit(Path directory) throws IOException, GeneralSecurityException {
        unit = new TestUnit(Files.createDirectories(directory.resolve("data")));
        snapshots = Files.createDirectories(directory.resolve("snapshots"));
        List.of("idle", "peer", "busy", "failed", "export1", "export2", "export3")
                .forEach(unit::createCell);
        Accounts people = Accounts.importedInto(unit, "people", Accounts.SMALL);
        values.putAll(Tokens.of(unit, people, "people", "peer"));
        values.put("url", unit.url());
        values.put("authority", URI.create(unit.url()).getAuthority());
        values.put("bom", "\ufeff");
        values.put("crlf", "\r\n");
        keepBusy("busy");
        fail("failed");
        storeSnapshots("idle");
        for (int i = 1; i <= 10; i++) {
            unit.createCell("spare" + i);
            store("spare" + i, "good", SnapshotBuilder.snapshot());
        }
        store(
                "spare2",
                "nodirectories",
                SnapshotBuilder.snapshot().without("10_odata/").without("20_webdav/"));
        Content noText = Content.of(new byte[] {(byte) 0xff, '\n'});
        store("spare10", "badutf8", SnapshotBuilder.snapshot().with(ACCOUNTS, noText));
    }

    /** A run that was accepted, and that nobody carries out. */
    private void keepBusy(String cell) {
        try (UnitDatabase database = new UnitDatabase(unit.data(), new Sqlite())) {
            Clock clock = Clock.systemUTC();
            Cell busy = new SqliteCellStore(unit.data(), database, new Sqlite(), clock)
                    .find(cell)
                    .orElseThrow();
            Blob bytes = SnapshotRows.put(database, busy, "waiting");
            new SqliteJournal(database, clock)
                    .accept(new NewImport(busy.id(), cell, "waiting", bytes, false, "unit-admin", 0));
            SnapshotRows.remove(database, busy, "waiting");
        }
        // The server knows its unit.db by heart. A deletion, which is refused, makes it look at the cell again.
        HttpResponse<String> refused =
                unit.send(unit.request("__ctl/Cell('" + cell + "')").DELETE());
        assertThat(refused.statusCode()).isEqualTo(409);
    }

    private void fail(String cell) throws IOException {
        store(cell, "good", SnapshotBuilder.snapshot());
        Path bad = SnapshotBuilder.snapshot().with(LINKS, "not json\n").writeTo(snapshots.resolve("bad.zip"));
        assertThat(new Accounts(unit, cell).importAgain("badlink", bad)).isEqualTo("import failed");
    }

    private void storeSnapshots(String cell) throws IOException {
        store(cell, "good", SnapshotBuilder.snapshot());
        store(cell, "text", "this is a text".getBytes(StandardCharsets.US_ASCII));
        store(cell, "zero", new byte[0]);
        byte[] good = Files.readAllBytes(snapshots.resolve("good.zip"));
        store(cell, "truncated", Arrays.copyOf(good, good.length / 2));
        Map<String, String> manifests = new HashMap<>();
        manifests.put("manifesttext", "not json");
        manifests.put("manifestlist", "[2]");
        for (String version : new String[] {"1", "3", "null", "2.0", "\"2\""}) {
            String name = version.replace("\"", "text").replace(".", "point");
            manifests.put("version" + name, "{\"export_version\":" + version + '}');
        }
        manifests.put("noversion", "{}");
        for (Map.Entry<String, String> manifest : manifests.entrySet()) {
            store(cell, manifest.getKey(), SnapshotBuilder.snapshot().with("00_manifest.json", manifest.getValue()));
        }
        store(cell, "nomanifest", SnapshotBuilder.snapshot().without("00_manifest.json"));
        store(cell, "nocell", SnapshotBuilder.snapshot().without("10_odata/00_cell.json"));
        store(cell, "nobox", SnapshotBuilder.snapshot().without("10_odata/10_box.pjson"));
        store(cell, "nolink", SnapshotBuilder.snapshot().without(LINKS));
    }

    private void store(String cell, String name, SnapshotBuilder snapshot) throws IOException {
        store(cell, name, Files.readAllBytes(snapshot.writeTo(snapshots.resolve(name + ".zip"))));
    }

    private void store(String cell, String name, byte[] content) {
        int status = unit.send(
                        unit.request(cell + "/__snapshot/" + name + ".zip").PUT(BodyPublishers.ofByteArray(content)))
                .statusCode();
        assertThat(status).isEqualTo(201);
    }

    /** The variables that requests and answers may use. */
    WireVariables variables() {
        return new WireVariables(values);
    }

    RawClient connect() throws IOException {
        return new RawClient(unit);
    }

    @Override
    public void close() {
        unit.close();
    }
}
