package io.cellport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.cell.CellName;
import io.cellport.cli.option.ConfigOptions;
import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.server.UnitTokens;
import io.cellport.config.UnitConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cellport token}: prints a token; no other command does. Blocks; for one thread. */
@Command(
        name = "token",
        description = "Prints an access token.",
        footer = {"", "Example: cellport token --cell alice --ttl 600"},
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--cell",
            paramLabel = "NAME",
            description = "a token that holds root on this cell (default: the unit administrator's)")
    private Optional<String> cell = Optional.empty();

    @Option(
            names = "--ttl",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "how long it is valid (default: ${DEFAULT-VALUE})")
    private long ttl;

    @Override
    public Integer call() {
        if (ttl < 1 || ttl > TokenIssuer.LONGEST_LIFE.toSeconds()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--ttl must be from 1 to " + TokenIssuer.LONGEST_LIFE.toSeconds() + " seconds");
        }
        UnitConfig loaded = config.load(Map.of());
        cell.ifPresent(name -> requireCellName(name, loaded.unit().pathBasedCellUrl()));
        TokenIssuer issuer = UnitTokens.issuer(loaded);
        Duration life = Duration.ofSeconds(ttl);
        String token = cell.map(name -> issuer.cellToken(name, life)).orElseGet(() -> issuer.unitToken(life));
        output.result(new ObjectMapper().createObjectNode().put("token", token).put("expires_in", ttl), token);
        return ExitCode.OK;
    }

    /** A token for an impossible name would look like one that works. */
    private void requireCellName(String name, boolean pathBased) {
        if (CellName.parseNew(name, pathBased).isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "\"%s\" cannot be a cell: its name has %s".formatted(name, CellName.rule(pathBased)));
        }
    }
}
