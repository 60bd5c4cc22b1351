package io.cellport.snapshot.zip;

import io.cellport.error.ApiError;
import io.cellport.error.ApiException;

/**
 * What is done about the fault of an entry that does not hide the entries behind it. An import ends with the first; an
 * inspection notes it, and the archive goes on without the entry. For one thread.
 */
@FunctionalInterface
public interface EntryFaults {

    /** Ends with the first fault. */
    EntryFaults REFUSE = (error, entry) -> {
        throw new ApiException(error);
    };

    /**
     * Takes a fault; each is told once.
     *
     * @param entry the name of the entry that is refused or missing, as it was read
     */
    void found(ApiError error, String entry);
}
