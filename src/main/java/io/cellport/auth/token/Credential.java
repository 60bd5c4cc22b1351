package io.cellport.auth.token;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;

/** What a request shows of its sender, after it was looked at. Immutable. */
public sealed interface Credential {

    /** There is none. */
    Credential ANONYMOUS = new Anonymous();

    /** Nobody said who they are. */
    record Anonymous() implements Credential {}

    /** A token of this unit, for this cell or for the unit. */
    record Valid(AccessToken token) implements Credential {}

    /**
     * Something that proves nothing.
     *
     * @param reason the 401 that a client gets if the resource needs a credential
     */
    record Invalid(ApiError reason) implements Credential {

        /** The same for a reason that needs no more words. */
        public Invalid(ErrorCode reason) {
            this(ApiError.of(reason));
        }
    }
}
