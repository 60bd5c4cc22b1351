package io.cellport.cli.terminal;

/** How this program is called. Stateless. */
public final class ThisProgram {

    private ThisProgram() {}

    /** What stands before a command: the start script passes the name under which it was called. */
    public static String name() {
        return System.getProperty("cellport.command", "java -jar cellport.jar");
    }
}
