package io.cellport.cli.exit;

/** A command cannot do what it was asked to; the text is printed on standard error and the exit code is 1. */
public class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message, null, false, false);
    }
}
