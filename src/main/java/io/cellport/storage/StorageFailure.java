package io.cellport.storage;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.error.FailureKind;
import io.cellport.error.FailureReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/** Decides which exception a failed access to the disk or to a database becomes. Blocks; stateless. */
public final class StorageFailure {

    /** SQLite and file systems need about this much to make a file grow. */
    private static final int PROBE_BYTES = 64 << 10;

    private StorageFailure() {}

    /**
     * The exception to throw: {@code PR503-SV-0005} if there is no space left, {@code PR503-DV-0001} if another process
     * has locked the file, else a {@link StoreException}.
     *
     * @param what what was tried, for the log
     * @param directory a directory on the disk that was written to
     */
    public static RuntimeException of(String what, Exception cause, Path directory) {
        StoreException failure = new StoreException(what, cause);
        if (isLocked(cause)) {
            return ApiException.of(ErrorCode.PR503_DV_0001, failure);
        }
        return isDiskFull(cause, directory) ? ApiException.of(ErrorCode.PR503_SV_0005, failure) : failure;
    }

    /** Asks the disk itself if the exception does not say so: SQLite reports an exceeded quota as an I/O error. */
    static boolean isDiskFull(Exception cause, Path directory) {
        return FailureReason.isDiskFull(cause) || (mayBeDiskFull(cause) && isFull(directory));
    }

    private static boolean isLocked(Exception cause) {
        return FailureReason.of(cause)
                .filter(reason -> reason.kind() == FailureKind.LOCKED)
                .isPresent();
    }

    private static boolean mayBeDiskFull(Exception cause) {
        // The texts of file system errors may be in a language that is not recognised.
        return FailureReason.of(cause)
                .map(reason -> switch (reason.kind()) {
                    case IO -> true;
                    case MISSING -> reason.name().startsWith("SQLITE_CANTOPEN");
                    default -> false;
                })
                .orElse(cause instanceof IOException);
    }

    private static boolean isFull(Path directory) {
        try {
            if (Files.getFileStore(directory).getUsableSpace() < PROBE_BYTES) {
                return true;
            }
            Path probe = directory.resolve(UUID.randomUUID().toString());
            try (FileChannel channel = PrivateFiles.open(probe, Set.of(CREATE_NEW, WRITE, DELETE_ON_CLOSE))) {
                channel.write(ByteBuffer.allocate(PROBE_BYTES));
                return false;
            }
        } catch (IOException e) {
            return FailureReason.isDiskFull(e);
        }
    }
}
