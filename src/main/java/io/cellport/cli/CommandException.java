package io.cellport.cli;

/** A command cannot do what it was asked to; the text is printed on standard error and the exit code is 1. */
class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message, null, false, false);
    }
}
