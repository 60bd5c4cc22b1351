package io.cellport.storage;

import io.cellport.error.FailureReason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and directories that only their owner can read, whatever the umask says. On a file system without POSIX
 * permissions they get its default permissions. Blocks; stateless.
 */
public final class PrivateFiles {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    /** This bit is set on directories that all users share, such as {@code /tmp}. */
    private static final int STICKY = 01000;

    private PrivateFiles() {}

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return hasPermissions(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Creates a directory if it is missing; its parent must exist. */
    static void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, attributes(directory, DIRECTORY));
    }

    /** Creates an empty file if it is missing. */
    static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(file, FILE));
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }

    /** Opens a file; if the options create it, only its owner can read it. */
    public static FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException {
        return FileChannel.open(file, options, attributes(file, FILE));
    }

    /** Removes the permissions of other users, and to execute it, from a file that a library has created. */
    static void tighten(Path file) throws IOException {
        if (hasPermissions(file)) {
            Set<PosixFilePermission> kept = EnumSet.copyOf(FILE);
            kept.retainAll(Files.getPosixFilePermissions(file));
            Files.setPosixFilePermissions(file, kept);
        }
    }

    /**
     * Removes the permissions of other users from all files in a data directory, and from the directory itself unless
     * all users share it. Files that cannot be repaired are logged.
     */
    static void repair(Path data) throws IOException {
        if (!hasPermissions(data)) {
            return;
        }
        Repair repair = new Repair(data);
        Files.walkFileTree(data, repair);
        if (repair.repaired > 0) {
            LOG.warn(
                    "others than the owner had rights to files of the data directory, and no longer have: {}",
                    repair.repaired);
        }
    }

    private static final class Repair extends SimpleFileVisitor<Path> {

        private final Path data;
        private int repaired;

        Repair(Path data) {
            this.data = data;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (!directory.equals(data) || ((int) Files.getAttribute(data, "unix:mode") & STICKY) == 0) {
                tighten(directory, DIRECTORY);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                tighten(file, FILE);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            LOG.warn("permissions in the data directory cannot be read: {}", FailureReason.words(e));
            return FileVisitResult.CONTINUE;
        }

        private void tighten(Path path, Set<PosixFilePermission> most) {
            try {
                Set<PosixFilePermission> present = Files.getPosixFilePermissions(path);
                Set<PosixFilePermission> kept = EnumSet.copyOf(most);
                kept.retainAll(present);
                if (!kept.equals(present)) {
                    Files.setPosixFilePermissions(path, kept);
                    repaired++;
                    warnOfKey(path);
                }
            } catch (IOException e) {
                LOG.warn("{} can be read by other users: {}", path.getFileName(), FailureReason.words(e));
            }
        }

        private static void warnOfKey(Path path) {
            if (path.endsWith("unit-key.pem")) {
                LOG.warn(
                        "the unit's private key could be read by other users: if one may have read it, run: cellport key rotate --retire-after 0");
            }
        }
    }
}
