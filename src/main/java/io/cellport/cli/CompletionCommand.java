package io.cellport.cli;

import io.cellport.cli.terminal.FishCompletion;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellport completion}: prints a script that lets a shell complete command lines. Blocks; for one thread. */
@Command(
        name = "completion",
        description = "Prints a script that lets a shell complete commands and flags.",
        footer = {
            "",
            "Examples: cellport completion bash",
            "          cellport completion fish",
            "For this session: source <(cellport completion bash), or cellport completion fish | source"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    enum Shell {
        bash,
        zsh,
        fish
    }

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell;

    @Override
    public Integer call() {
        CommandSpec root = command.root();
        command.commandLine()
                .getOut()
                .print(
                        shell == Shell.fish
                                ? FishCompletion.script(root)
                                : AutoComplete.bash(root.name(), root.commandLine()));
        command.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
