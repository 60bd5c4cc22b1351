package io.cellport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The jar that was built, in a process of its own that starts quickly: tests start hundreds of them. */
public final class BuiltJar {

    private BuiltJar() {}

    /** What stands before the arguments of the command line. */
    public static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                // Passed over without a word if it was not made, or by another Java.
                "-Xlog:disable",
                "-XX:SharedArchiveFile="
                        + Path.of(System.getProperty("cellport.archive", "target/classes.jsa"))
                                .toAbsolutePath()));
        command.addAll(options);
        command.addAll(List.of("-jar", path().toString()));
        return command;
    }

    /** A function for the shell, by which the jar is called as documents call it. */
    public static String shellFunction() {
        String words = command(List.of()).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return "cellport() { " + words + " \"$@\"; }\n";
    }

    /** Where it is. */
    public static Path path() {
        return Path.of(System.getProperty("cellport.jar", "target/cellport.jar"))
                .toAbsolutePath();
    }
}
