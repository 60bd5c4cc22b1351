package io.cellport.cli;

import java.net.URI;

/** A unit refused a request, or none answered. */
final class UnitException extends CommandException {

    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    private UnitException(String message, boolean temporary) {
        super(message);
        this.temporary = temporary;
    }

    static UnitException refused(int status, String codeAndText) {
        return new UnitException(codeAndText, status == 503);
    }

    static UnitException unreachable(URI unitUrl) {
        return new UnitException("No server answers at " + unitUrl, true);
    }

    static UnitException broken(URI unitUrl, String what) {
        return new UnitException("The connection to %s broke off: %s".formatted(unitUrl, what), true);
    }

    /** Whether the same request may succeed a little later. */
    boolean isTemporary() {
        return temporary;
    }
}
