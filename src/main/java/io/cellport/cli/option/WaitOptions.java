package io.cellport.cli.option;

import io.cellport.cli.terminal.Screen;
import io.cellport.cli.transfer.RunWatch;
import io.cellport.cli.unit.UnitClient;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flag of all commands that wait for the end of an import or export. Blocks; for one thread. */
public final class WaitOptions {

    private static final int LONGEST_SECONDS = 31_536_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "waits no longer than this, then exits with 7 (default: until the end)")
    private Optional<Integer> timeout = Optional.empty();

    /** A watch that ends when the time is over. */
    public RunWatch watch(UnitClient unit, Screen screen) {
        if (timeout.isPresent() && (timeout.get() < 1 || timeout.get() > LONGEST_SECONDS)) {
            throw new ParameterException(
                    command.commandLine(), "--timeout must be from 1 to " + LONGEST_SECONDS + " seconds");
        }
        return new RunWatch(unit, screen, timeout.map(Duration::ofSeconds));
    }
}
