package io.cellport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.auth.key.UnitKey;
import io.cellport.auth.key.UnitKeys;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.cli.option.ConfigOptions;
import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.server.StoredKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cellport key}: manages the keys that sign tokens, also while servers run. Blocks; for one thread. */
@Command(
        name = "key",
        description = "Lists or changes the keys that sign tokens.",
        footer = {"", "Example: cellport key list"},
        mixinStandardHelpOptions = true)
final class KeyCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec command;

    @Command(
            name = "list",
            description = "Prints the keys that count, the newest first, and what each is for.",
            footer = {"", "Example: cellport key list"},
            mixinStandardHelpOptions = true)
    void list(@Mixin ConfigOptions config, @Mixin OutputOptions output) {
        print(output, StoredKeys.read(config.load(Map.of())));
    }

    @Command(
            name = "rotate",
            description = "Adds a key, which signs after 90 seconds; running servers notice it by themselves.",
            footer = {"", "Example: cellport key rotate --retire-after 86400"},
            mixinStandardHelpOptions = true)
    void rotate(
            @Mixin ConfigOptions config,
            @Mixin OutputOptions output,
            @Option(
                            names = "--retire-after",
                            paramLabel = "SECONDS",
                            defaultValue = "31622400",
                            description =
                                    "how long tokens of the keys before it stay valid after that; 0 if one of these is"
                                            + " known to others (default: ${DEFAULT-VALUE}, as long as any token lasts)")
                    long life) {
        if (life < 0 || life > TokenIssuer.LONGEST_LIFE.toSeconds()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--retire-after must be from 0 to " + TokenIssuer.LONGEST_LIFE.toSeconds() + " seconds");
        }
        print(output, StoredKeys.rotate(config.load(Map.of()), Duration.ofSeconds(life)));
    }

    private static void print(OutputOptions output, UnitKeys keys) {
        List<UnitKey> all = keys.all();
        int signing = all.indexOf(keys.signing());
        for (int i = 0; i < all.size(); i++) {
            UnitKey key = all.get(i);
            String now = i == signing ? "signs" : i < signing ? "signs from " + text(key.signFrom()) : "verifies";
            String end = key.retireAt()
                    .map(retired -> ", retires at " + text(retired))
                    .orElse("");
            output.result(
                    JSON.createObjectNode()
                            .put("id", key.id())
                            .put("signs", i == signing)
                            .put("sign_from", text(key.signFrom()))
                            .put(
                                    "retire_at",
                                    key.retireAt().map(KeyCommand::text).orElse(null)),
                    key.id() + "  " + now + end);
        }
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
