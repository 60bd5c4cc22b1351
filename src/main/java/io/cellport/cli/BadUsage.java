package io.cellport.cli;

import io.cellport.cli.exit.Ending;
import io.cellport.cli.terminal.ThisProgram;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with the arguments, and where help is. Stateless. */
final class BadUsage implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        String path = command.getCommandSpec().qualifiedName().replaceFirst("^\\S+", "");
        err.printf("See \"%s%s --help\".%n", ThisProgram.name(), path);
        return Ending.USAGE.code();
    }
}
