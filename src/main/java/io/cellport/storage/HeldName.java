package io.cellport.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Notices when a file that is in use is deleted or replaced under its name. Blocks; immutable. */
final class HeldName {

    private final Path name;
    private final Optional<Object> file;

    /** @param name the name of an existing file */
    HeldName(Path name) throws IOException {
        this.name = name;
        this.file = key(name);
    }

    /** Empty if the file system does not number files; then only a missing file is noticed. */
    private static Optional<Object> key(Path name) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(name, BasicFileAttributes.class).fileKey());
    }

    /** Whether the name still refers to the same file. If this cannot be found out now, it counts as true. */
    boolean holds() {
        try {
            return key(name).equals(file);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
