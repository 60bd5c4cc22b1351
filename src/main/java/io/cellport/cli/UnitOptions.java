package io.cellport.cli;

import io.cellport.auth.token.TokenIssuer;
import io.cellport.cli.server.UnitTokens;
import io.cellport.cli.unit.TrustedCertificates;
import io.cellport.cli.unit.UnitClient;
import io.cellport.config.ConfigKeys;
import io.cellport.config.UnitConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The flags of all commands that use a running server. Blocks; for one thread. */
final class UnitOptions {

    /** Each request gets a new token, so a short life is enough. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    /** What a bearer token may look like (RFC 6750, section 2.1). */
    static final String BEARER = "[A-Za-z0-9._~+/-]+=*";

    private final Map<String, String> environment;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "unit URL of the server (default: CELLPORT_URL, else that of the server of the data directory)")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "access token, which others can see in the list of processes (default: CELLPORT_TOKEN,"
                    + " else made from the key in the data directory)")
    private Optional<String> token = Optional.empty();

    @Option(names = "--token-file", paramLabel = "FILE", description = "file with the access token in its first line")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "PEM file with the certificates to trust (default: those that Java trusts)")
    private Optional<Path> certificates = Optional.empty();

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    UnitOptions() {
        this(System.getenv());
    }

    /** @param environment the variables of the process */
    UnitOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    UnitClient client() {
        URI unitUrl = unitUrl();
        return new UnitClient(unitUrl, token(), certificates.map(TrustedCertificates::in));
    }

    private Supplier<String> token() {
        if (token.isPresent() && tokenFile.isPresent()) {
            throw wrong("--token and --token-file exclude each other");
        }
        Optional<String> given = token.map(text -> bearer(text, "--token"))
                .or(() -> tokenFile.map(file -> bearer(firstLine(file), "The first line of " + file)))
                .or(() -> variable(ConfigKeys.CLIENT_TOKEN).map(text -> bearer(text, ConfigKeys.CLIENT_TOKEN)));
        if (given.isPresent()) {
            return given::get;
        }
        TokenIssuer issuer = UnitTokens.issuer(config());
        return () -> issuer.unitToken(TOKEN_LIFE);
    }

    /** The configuration of this machine, which need not be that of the server. */
    UnitConfig config() {
        return config.load(Map.of());
    }

    /** The message does not quote the value, which may be a token with one wrong character. */
    private String bearer(String text, String origin) {
        if (!text.matches(BEARER)) {
            throw wrong(origin + " must be one word of A-Z a-z 0-9 - . _ ~ + / =");
        }
        return text;
    }

    private String firstLine(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return Optional.ofNullable(reader.readLine()).orElse("").strip();
        } catch (IOException e) {
            throw wrong("The file " + file + " cannot be read");
        }
    }

    private URI unitUrl() {
        if (url.isPresent()) {
            return unitUrl(url.get(), "--url");
        }
        Optional<String> set = variable(ConfigKeys.CLIENT_URL);
        return set.isPresent()
                ? unitUrl(parsed(set.get()), ConfigKeys.CLIENT_URL)
                : unitUrl(parsed(UnitTokens.unitUrl(config())), "The unit URL");
    }

    private URI parsed(String text) {
        try {
            return UrlConverter.parse(text);
        } catch (TypeConversionException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private URI unitUrl(URI given, String origin) {
        boolean web = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
        if (!web || given.getHost() == null || given.getRawQuery() != null || given.getRawFragment() != null) {
            throw wrong("%s must be like http://127.0.0.1:8080/, not %s".formatted(origin, given));
        }
        return given.toString().endsWith("/") ? given : URI.create(given + "/");
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
