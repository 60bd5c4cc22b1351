package io.cellport.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Errors of the operating system. Java has no numbers for them; it only ends the exception's message with the text of
 * the C library.
 */
enum Errno {
    ENOSPC(FailureKind.DISK_FULL, "No space left on device|There is not enough space on the disk"),
    EDQUOT(FailureKind.DISK_FULL, "Disk quota exceeded|Disc quota exceeded|Quota exceeded"),
    EACCES(FailureKind.DENIED, "Permission denied|Access is denied"),
    EPERM(FailureKind.DENIED, "Operation not permitted"),
    EROFS(FailureKind.READ_ONLY, "Read-only file system"),
    EMFILE(FailureKind.OUT_OF_FILES, "Too many open files"),
    ENFILE(FailureKind.OUT_OF_FILES, "Too many open files in system"),
    ENOENT(FailureKind.MISSING, "No such file or directory"),
    ENOTDIR(FailureKind.MISSING, "Not a directory"),
    EUCLEAN(FailureKind.DAMAGED, "Structure needs cleaning"),
    EBUSY(FailureKind.LOCKED, "Device or resource busy|Resource busy"),
    EIO(FailureKind.IO, "Input/output error"),
    ESTALE(FailureKind.IO, "Stale file handle|Stale NFS file handle"),
    EFBIG(FailureKind.IO, "File too large"),
    EEXIST(FailureKind.OTHER, "File exists"),
    ENOTEMPTY(FailureKind.OTHER, "Directory not empty"),
    ENAMETOOLONG(FailureKind.OTHER, "File name too long"),
    ENOMEM(FailureKind.OTHER, "Cannot allocate memory"),
    ENOLCK(FailureKind.OTHER, "No locks available");

    private final FailureKind kind;
    private final String texts;

    Errno(FailureKind kind, String texts) {
        this.kind = kind;
        this.texts = texts;
    }

    FailureKind kind() {
        return kind;
    }

    static Optional<Errno> of(Throwable failure) {
        if (!(failure instanceof IOException)) {
            return Optional.empty();
        }
        Optional<Errno> byText = Optional.ofNullable(failure.getMessage()).flatMap(Errno::byText);
        return byText.isPresent() ? byText : byClass(failure);
    }

    private static Optional<Errno> byText(String message) {
        return Arrays.stream(values()).filter(errno -> errno.ends(message)).findFirst();
    }

    /** The JDK uses the forms {@code text}, {@code path: text} and {@code path (text)}. */
    private boolean ends(String message) {
        return Arrays.stream(texts.split("\\|"))
                .anyMatch(text ->
                        message.equals(text) || message.endsWith(": " + text) || message.endsWith("(" + text + ")"));
    }

    private static Optional<Errno> byClass(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return Optional.of(ENOENT);
        }
        if (failure instanceof AccessDeniedException) {
            return Optional.of(EACCES);
        }
        if (failure instanceof FileAlreadyExistsException) {
            return Optional.of(EEXIST);
        }
        return failure instanceof DirectoryNotEmptyException ? Optional.of(ENOTEMPTY) : Optional.empty();
    }
}
