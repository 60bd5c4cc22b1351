package io.cellport.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The unit that recorded readings are repeated on: cell {@code golden} has the content of {@code small1.zip}, cell
 * {@code rich} that of {@code rich.zip}. A variable such as <code>${rich/bob}</code> is the token of an account that
 * has logged in.
 */
final class ReadUnit implements AutoCloseable {

    private static final Path RICH = Path.of("src/test/resources/snapshots/rich.zip");

    private final TestUnit unit;

    private final Map<String, String> values = new HashMap<>();

    ReadUnit(Path directory) throws IOException {
        unit = new TestUnit(Files.createDirectories(directory.resolve("data")));
        Accounts golden = Accounts.importedInto(unit, "golden", Accounts.SMALL);
        Accounts rich = Accounts.importedInto(unit, "rich", RICH);
        values.put("root", unit.unitToken());
        values.put("authority", authority());
        logIn("golden", golden, "alice", "alicepass");
        logIn("golden", golden, "bob", "bobpass1");
        logIn("golden", golden, "carol", "carolpass");
        logIn("rich", rich, "alice", "alicepass");
        logIn("rich", rich, "bob", "bobpass1");
        logIn("rich", rich, "carol", "carolpass");
        logIn("rich", rich, "dave", "dave@example.org", "d-a_v!e$1");
    }

    private void logIn(String cell, Accounts accounts, String name, String password) {
        logIn(cell, accounts, name, name, password);
    }

    private void logIn(String cell, Accounts accounts, String variable, String name, String password) {
        values.put(cell + "/" + variable, accounts.token(name, password));
    }

    /** The answer to a recorded request, with the recorded unit's authority in the place of this one's. */
    WireAnswer answer(String request) throws IOException {
        WireVariables variables = new WireVariables(values);
        try (RawClient client = new RawClient(unit)) {
            client.send(WireMessage.of(variables.fill(request), variables));
            WireAnswer answer = WireAnswer.read(client, WireMessage.method(request));
            return answer.withAuthority(authority(), "localhost:18888");
        }
    }

    private String authority() {
        return URI.create(unit.url()).getAuthority();
    }

    @Override
    public void close() {
        unit.close();
    }
}
