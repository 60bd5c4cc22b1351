package io.cellport.cli.option;

import io.cellport.auth.token.TokenIssuer;
import io.cellport.cli.server.UnitTokens;
import io.cellport.cli.unit.TrustedCertificates;
import io.cellport.cli.unit.UnitClient;
import io.cellport.config.ConfigKeys;
import io.cellport.config.UnitConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The flags of all commands that use a running server. Blocks; for one thread. */
public final class UnitOptions {

    /** Each request gets a new token, so a short life is enough. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

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

    /** Flags of a command in this process. */
    public UnitOptions() {
        this(System.getenv());
    }

    /** @param environment the variables of the process */
    UnitOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A client of the unit that the flags, the environment and the data directory lead to. */
    public UnitClient client() {
        return new UnitClient(unitUrl(), token(), trust(), flags());
    }

    /** What {@code --cacert} names, for https. */
    public Optional<SSLContext> trust() {
        return certificates.map(TrustedCertificates::in);
    }

    /** What another command must be given to find the same unit: nothing if it would find it anyway. */
    private String flags() {
        return url.map(given -> " --url " + given).orElse("") + config.flags();
    }

    private Supplier<String> token() {
        Optional<String> given =
                new GivenToken(command, "--token", token, tokenFile, ConfigKeys.CLIENT_TOKEN, environment).find();
        if (given.isPresent()) {
            return given::get;
        }
        TokenIssuer issuer = UnitTokens.issuer(config());
        return () -> issuer.unitToken(TOKEN_LIFE);
    }

    /** The configuration of this machine, which need not be that of the server. */
    public UnitConfig config() {
        return config.load(Map.of());
    }

    private URI unitUrl() {
        if (url.isPresent()) {
            return WebUrl.of(url.get(), "--url", command);
        }
        Optional<String> set = variable(ConfigKeys.CLIENT_URL);
        return set.isPresent()
                ? WebUrl.of(parsed(set.get()), ConfigKeys.CLIENT_URL, command)
                : WebUrl.of(parsed(UnitTokens.unitUrl(config())), "The unit URL", command);
    }

    private URI parsed(String text) {
        try {
            return UrlConverter.parse(text);
        } catch (TypeConversionException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
