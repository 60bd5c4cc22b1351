package io.cellport.cell.generation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Which file lies at a path, and when it was written: another one may have been put there by hand. Blocks;
 * immutable.
 *
 * @param key of the file, whatever its name; null where files have none
 */
record FileState(@Nullable Object key, long bytes, FileTime modified) {

    /** Null if there is no such file, or if it cannot be told. */
    static @Nullable FileState of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            return null;
        }
    }
}
