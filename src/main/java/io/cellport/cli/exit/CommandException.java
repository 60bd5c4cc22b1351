package io.cellport.cli.exit;

/** A command cannot do what it was asked to; the text is printed on standard error. */
public class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Ending ending;

    /** A failure for which no other exit code stands. */
    public CommandException(String message) {
        this(Ending.FAILED, message);
    }

    /** A failure with an exit code of its own. */
    public CommandException(Ending ending, String message) {
        super(message, null, false, false);
        this.ending = ending;
    }

    /** What the command exits with. */
    public final Ending ending() {
        return ending;
    }
}
