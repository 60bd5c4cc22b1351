package io.cellport.cli;

import io.cellport.auth.token.TokenIssuer;
import io.cellport.cli.server.UnitTokens;
import io.cellport.cli.unit.UnitClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags of all commands that use a running server. Blocks; for one thread. */
final class UnitOptions {

    /** Each request gets a new token, so a short life is enough. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    /** What a bearer token may look like (RFC 6750, section 2.1). */
    private static final String BEARER = "[A-Za-z0-9._~+/-]+=*";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--url", paramLabel = "URL", description = "unit URL of the server (default: ${DEFAULT-VALUE})")
    private URI url = URI.create("http://127.0.0.1:8080/");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "access token (default: made from the key in the data directory)")
    private Optional<String> token = Optional.empty();

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    UnitClient client() {
        URI unitUrl = unitUrl();
        if (token.isPresent()) {
            requireBearer(token.get());
            return new UnitClient(unitUrl, token::get);
        }
        TokenIssuer issuer = UnitTokens.issuer(config.load(Map.of()));
        return new UnitClient(unitUrl, () -> issuer.unitToken(TOKEN_LIFE));
    }

    /** The message does not quote the value, which may be a token with one wrong character. */
    private void requireBearer(String text) {
        if (!text.matches(BEARER)) {
            throw new ParameterException(
                    command.commandLine(), "--token must be one word of A-Z a-z 0-9 - . _ ~ + / =");
        }
    }

    private URI unitUrl() {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new ParameterException(command.commandLine(), "--url must be an http(s) URL, not " + url);
        }
        return url.toString().endsWith("/") ? url : URI.create(url + "/");
    }
}
