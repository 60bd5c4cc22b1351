package io.cellport.cli.transfer;

import io.cellport.cli.terminal.Screen;

/** Says what goes on at the server if Ctrl-C ends this process before this is closed. Blocks; for one thread. */
final class GoesOn implements AutoCloseable {

    private final Thread hook;

    private GoesOn(Thread hook) {
        this.hook = hook;
    }

    /** @param text what to print then, on standard error */
    static GoesOn unlessClosed(Screen screen, String text) {
        // On a terminal the cursor stands behind a progress bar.
        String line = screen.terminal() ? System.lineSeparator() + text : text;
        Thread hook = new Thread(() -> System.err.println(line), "goes-on");
        Runtime.getRuntime().addShutdownHook(hook);
        return new GoesOn(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theProcessEnds) {
            // Then the text is true, and is being printed.
        }
    }
}
