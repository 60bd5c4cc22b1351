package io.cellport.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that only the person at the terminal can decide. */
@FunctionalInterface
interface Question {

    /** Whether the person agrees; empty if there is nobody to ask. Anything but a clear yes is a no. */
    Optional<Boolean> ask(String text);

    /** Asks whoever started the command, if that is a person. */
    static Question onTerminal() {
        return text -> Screen.console().map(console -> isYes(console.readLine("%s [y/N] ", text)));
    }

    private static boolean isYes(@Nullable String answer) {
        return answer != null && answer.strip().matches("(?i)y|yes");
    }
}
