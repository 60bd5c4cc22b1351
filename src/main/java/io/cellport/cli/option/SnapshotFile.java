package io.cellport.cli.option;

import io.cellport.snapshot.area.SnapshotName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Files and names of snapshots in arguments. Blocks; stateless. */
public final class SnapshotFile {

    private SnapshotFile() {}

    /** A {@link ParameterException} unless there is a file. */
    public static void require(Path file, CommandSpec command) {
        if (Files.isDirectory(file)) {
            throw new ParameterException(command.commandLine(), file + " is a directory, not a snapshot file");
        }
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(command.commandLine(), "There is no file " + file);
        }
    }

    /** The name without {@code .zip}: the one that was given, else that of the file. */
    public static String name(Optional<String> given, Path file, CommandSpec command) {
        return name(given.orElseGet(() -> file.getFileName().toString()), "--name", command);
    }

    /**
     * A name, which may end in {@code .zip}.
     *
     * @param where what the message calls the argument
     */
    public static String name(String given, String where, CommandSpec command) {
        String name = given.replaceFirst("\\.zip$", "");
        if (SnapshotName.of(name).isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "\"%s\" cannot be a snapshot's name: %s takes 1 to 192 of A-Z a-z 0-9 - _".formatted(name, where));
        }
        return name;
    }
}
