package io.cellport.cli.transfer;

import io.cellport.cli.terminal.Screen;

/** What is still done if Ctrl-C ends this process before this is closed. Blocks; for one thread. */
final class Interruption implements AutoCloseable {

    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption calls(Runnable lastAct) {
        Thread hook = new Thread(lastAct, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /** @param text what to print then, on standard error */
    static Interruption says(Screen screen, String text) {
        // On a terminal the cursor stands behind a progress bar.
        String line = screen.terminal() ? System.lineSeparator() + text : text;
        return calls(() -> System.err.println(line));
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theProcessEnds) {
            // Then the last act is being done.
        }
    }
}
