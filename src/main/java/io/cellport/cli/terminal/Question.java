package io.cellport.cli.terminal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the user at the terminal. Blocks; for one thread. */
@FunctionalInterface
public interface Question {

    /** Whether the user agrees; empty if there is no terminal. Anything except a clear yes is a no. */
    Optional<Boolean> ask(String text);

    /** Asks on the terminal of the command, if there is one. */
    static Question onTerminal() {
        return text -> Screen.console().map(console -> isYes(console.readLine("%s [y/N] ", text)));
    }

    private static boolean isYes(@Nullable String answer) {
        return answer != null && answer.strip().matches("(?i)y|yes");
    }
}
