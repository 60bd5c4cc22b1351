package io.cellport.cli.unit;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.terminal.PlainText;
import java.net.URI;

/**
 * A unit refused a request, or could not be reached. Its message can be shown on a terminal, whatever the unit has
 * said.
 */
public final class UnitException extends CommandException {

    private static final long serialVersionUID = 1L;

    /** Somebody else, or a connection that is gone, has not let go of the resource yet. */
    private static final int LOCKED = 423;

    private final String code;

    private final boolean temporary;

    private UnitException(Ending ending, String message, String code, boolean temporary) {
        super(ending, PlainText.of(message));
        this.code = code;
        this.temporary = temporary;
    }

    static UnitException refused(int status, String code, String codeAndText) {
        Ending ending = Ending.ofStatus(status);
        boolean temporary = ending == Ending.UNREACHABLE || status == LOCKED;
        return new UnitException(ending, codeAndText, code, temporary);
    }

    static UnitException unreachable(URI unitUrl) {
        return new UnitException(Ending.UNREACHABLE, "No server answers at " + unitUrl, "", true);
    }

    static UnitException broken(URI unitUrl, String what) {
        return new UnitException(
                Ending.UNREACHABLE, "The connection to %s broke off: %s".formatted(unitUrl, what), "", true);
    }

    /** No connection can be made until something is put right. */
    static UnitException impossible(String why) {
        return new UnitException(Ending.UNREACHABLE, why, "", false);
    }

    /** Something answered as no unit does. */
    static UnitException strange(URI unitUrl) {
        return new UnitException(Ending.UNREACHABLE, "What answers at %s is no unit".formatted(unitUrl), "", false);
    }

    /** Whether the unit answered with this code. */
    public boolean isFor(String reason) {
        return code.equals(reason);
    }

    /** Whether the unit has answered, and not said why. */
    boolean isRefusalWithoutWords() {
        return code.isEmpty() && ending() != Ending.UNREACHABLE;
    }

    /** Whether the same request may succeed a little later. */
    public boolean isTemporary() {
        return temporary;
    }
}
