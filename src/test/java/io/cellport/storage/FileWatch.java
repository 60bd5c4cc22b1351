package io.cellport.storage;

import java.io.IOException;
import java.nio.file.Path;

/** What a test does about operations on files. Called by whichever thread does them. */
public interface FileWatch {

    /** Lets everything pass. */
    FileWatch NONE = new FileWatch() {
        @Override
        public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
            return call.run();
        }
    };

    /** Kinds of operations. */
    enum Operation {
        /** Opens a file that need not be there. */
        CREATE,
        OPEN,
        READ,
        WRITE,
        FORCE,
        CREATE_DIRECTORY,
        MOVE,
        LINK,
        DELETE,
        /** Asks for names, attributes or sizes. */
        LOOK
    }

    /** The operation itself. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /** Does an operation on one file, or lets it be. */
    default <T> T around(Operation operation, Path file, Call<T> call) throws IOException {
        return around(operation, file, null, call);
    }

    /** Does an operation that gives a file another name, {@code target}; null if it is not such a one. */
    <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException;

    /** Whether the read that is under way gives one byte only. */
    default boolean isShort() {
        return false;
    }

    /** A channel was closed. */
    default void closed() {}
}
