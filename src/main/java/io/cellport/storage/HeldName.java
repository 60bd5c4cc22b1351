package io.cellport.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A name that must go on meaning the file that it meant once, as long as somebody works with that file. Immutable. */
final class HeldName {

    private final Path name;
    private final Optional<Object> file;

    /** The name of a file that is there. */
    HeldName(Path name) throws IOException {
        this.name = name;
        this.file = key(name);
    }

    /** Empty where files have no numbers; then only a missing file is noticed. */
    private static Optional<Object> key(Path name) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(name, BasicFileAttributes.class).fileKey());
    }

    /** Whether the name still means that file. A file that cannot be looked at now counts as the same. */
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
