package io.cellport.snapshot;

import io.cellport.message.ApiException;
import io.cellport.message.ErrorCode;

/** Why an entry of an archive is refused; the texts are fixed, nothing of the archive but its entry's name is repeated. */
enum Defect {
    ENCRYPTED("is encrypted"),
    UNSUPPORTED_METHOD("has an unsupported compression method"),
    LINK_OR_DEVICE("is a link or device"),
    NAME_NOT_ALLOWED("has a name that is not allowed"),
    DUPLICATE("stands twice"),
    DIRECTORY_WITH_CONTENT("is a directory with content"),
    HEADERS_DIFFER("differs from its local header"),
    CORRUPT("has corrupt compressed data"),
    WRONG_SIZE("does not have the declared size"),
    WRONG_CHECKSUM("does not have the declared checksum");

    private final String reason;

    Defect(String reason) {
        this.reason = reason;
    }

    ApiException in(String entry) {
        return ErrorCode.PR400_MC_0005.exception(entry, reason);
    }

    ApiException in(EntryName entry) {
        return in(entry.text());
    }
}
