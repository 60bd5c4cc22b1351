package io.cellport.cli;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKey;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.config.UnitConfig;
import io.cellport.storage.DataDirectory;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes tokens outside of the server, with the key in its data directory. Blocks; stateless. */
final class UnitTokens {

    private UnitTokens() {}

    /**
     * An issuer whose tokens the server on this data directory accepts.
     *
     * @throws CommandException if no server was ever started there, because only a server creates the key
     */
    static TokenIssuer issuer(UnitConfig config) {
        try {
            UnitKey key = new KeyFile(config.data())
                    .read()
                    .orElseThrow(() -> new CommandException(
                            "There is no unit key in %s: start the server with this data directory first"
                                    .formatted(config.data().toAbsolutePath())))
                    .signing();
            return new TokenIssuer(key, unitUrl(config), config.unit());
        } catch (IOException | StoreException e) {
            throw new CommandException("The unit key cannot be read: " + e.getMessage());
        }
    }

    private static String unitUrl(UnitConfig config) throws IOException {
        if (config.unit().url().isPresent()) {
            return config.unit().url().get();
        }
        Path written = config.data().resolve(DataDirectory.URL_FILE);
        return Files.exists(written)
                ? Files.readString(written).strip()
                : HttpAddress.url(config.http().host(), config.http().port());
    }
}
