package io.cellport.cli.server;

import io.cellport.auth.key.UnitKey;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.cli.exit.CommandException;
import io.cellport.config.UnitConfig;
import io.cellport.storage.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes tokens outside of the server, with its key. Blocks; stateless. */
public final class UnitTokens {

    private UnitTokens() {}

    /**
     * An issuer whose tokens the configured server accepts.
     *
     * @throws CommandException if no server was ever started, because only a server creates the key
     */
    public static TokenIssuer issuer(UnitConfig config) {
        UnitKey key = StoredKeys.read(config).signing();
        return new TokenIssuer(key, unitUrl(config), config.unit());
    }

    /** The unit URL that is configured, else where its server was last reached, else where it would listen. */
    public static String unitUrl(UnitConfig config) {
        if (config.unit().url().isPresent()) {
            return config.unit().url().get();
        }
        Path written = config.data().resolve(DataDirectory.URL_FILE);
        try {
            return Files.exists(written)
                    ? Files.readString(written).strip()
                    : HttpAddress.url(config.http().host(), config.http().port());
        } catch (IOException e) {
            throw new CommandException("%s in the data directory cannot be read".formatted(DataDirectory.URL_FILE));
        }
    }
}
