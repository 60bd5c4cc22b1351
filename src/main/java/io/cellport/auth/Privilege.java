package io.cellport.auth;

import io.cellport.message.ErrorCode;
import java.util.Optional;

/** What a request needs to be carried out. */
public enum Privilege {
    /** Open to everybody. */
    NONE,
    /** Root on the cell, or on the unit for what belongs to no cell. */
    ROOT;

    /** Why the credential does not suffice, as a 401 or 403 code; empty if it does. */
    public Optional<ErrorCode> refusal(Credential credential) {
        if (this == NONE) {
            return Optional.empty();
        }
        if (credential instanceof Credential.Valid valid) {
            return valid.token().has(AccessToken.ROOT) ? Optional.empty() : Optional.of(ErrorCode.PR403_AU_0002);
        }
        return Optional.of(
                credential instanceof Credential.Invalid invalid ? invalid.reason() : ErrorCode.PR401_AU_0001);
    }
}
