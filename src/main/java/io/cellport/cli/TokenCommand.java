package io.cellport.cli;

import io.cellport.auth.TokenIssuer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cellport token}: the only command that shows a token. */
@Command(name = "token", description = "Prints an access token.", mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

    private static final Duration LONGEST_LIFE = Duration.ofDays(366);

    @Spec
    private CommandSpec command;

    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--cell",
            paramLabel = "NAME",
            description = "a token that holds root on this cell (default: the unit administrator's)")
    private String cell;

    @Option(
            names = "--ttl",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "how long it is valid (default: ${DEFAULT-VALUE})")
    private long ttl;

    @Override
    public Integer call() {
        if (ttl < 1 || ttl > LONGEST_LIFE.toSeconds()) {
            throw new ParameterException(
                    command.commandLine(), "--ttl must be from 1 to " + LONGEST_LIFE.toSeconds() + " seconds");
        }
        TokenIssuer issuer = UnitTokens.issuer(config.load(Map.of()));
        Duration life = Duration.ofSeconds(ttl);
        command.commandLine().getOut().println(cell == null ? issuer.unitToken(life) : issuer.cellToken(cell, life));
        return ExitCode.OK;
    }
}
