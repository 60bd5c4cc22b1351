package io.cellport.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes to a file that only its owner can read, whatever the umask says; who was where and when is nobody else's
 * business. What is replaced goes into a directory beside it, which only the owner can enter, because logback
 * compresses by the umask. A file that is there keeps its permissions. {@code file.xml} names this class. Blocks; safe
 * for several threads.
 */
public final class PrivateFileAppender extends RollingFileAppender<ILoggingEvent> {

    /** What the name of the directory has behind that of the file. */
    static final String OLD = ".old";

    @Override
    public void openFile(String name) throws IOException {
        Path file = Path.of(name).toAbsolutePath();
        FileAttribute<?>[] owners = attributes(file, "rwx------");
        Files.createDirectories(file.resolveSibling(file.getFileName() + OLD), owners);
        try {
            Files.createFile(file, attributes(file, "rw-------"));
        } catch (FileAlreadyExistsException theUsual) {
            // It is opened below, in the same way.
        }
        super.openFile(name);
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
