package io.cellport.cli.transfer;

import java.util.Optional;

/** Where the id of an upload is kept, so that another call of the command goes on with it. Blocks; for one thread. */
public interface UploadMemory {

    /** Keeps nothing: an upload that does not come to its end is given up. */
    UploadMemory NONE = new UploadMemory() {

        @Override
        public Optional<String> id() {
            return Optional.empty();
        }

        @Override
        public void remember(String id) {}
    };

    /** The id that an earlier call has kept. */
    Optional<String> id();

    /** Keeps an id. */
    void remember(String id);
}
