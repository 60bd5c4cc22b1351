package io.cellport.snapshot.zip;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;

/**
 * Why an entry of an archive is refused, and what to do about it. The texts are fixed; the only part of the archive in
 * them is the entry's name.
 */
enum Defect {
    ENCRYPTED("is encrypted: pack without a password"),
    UNSUPPORTED_METHOD("is compressed with %s: use deflate"),
    LINK_OR_DEVICE("is a link or device: pack files and directories only"),
    NAME_NOT_ALLOWED("has a name that is not allowed"),
    NAME_NOT_UTF8("has a name that is not UTF-8: pack with a tool that writes UTF-8 names"),
    NAME_WITH_BACKSLASH("has backslashes in its name: pack with a tool that writes slashes"),
    DUPLICATE("appears twice"),
    DIRECTORY_WITH_CONTENT("is a directory with content"),
    HEADERS_DIFFER("differs from its local header"),
    CORRUPT("has corrupt compressed data"),
    WRONG_SIZE("does not have the declared size"),
    WRONG_CHECKSUM("does not have the declared checksum");

    private final String reason;

    Defect(String reason) {
        this.reason = reason;
    }

    /** The text after the entry's name, with {@code %s} for a part that is filled in. */
    String reason() {
        return reason;
    }

    ApiException in(String entry) {
        return ApiException.of(ErrorCode.PR400_MC_0005, entry, reason);
    }

    /** The refusal of an entry with another compression method than deflate, by its number (APPNOTE.TXT 4.4.5). */
    static ApiException unsupportedMethod(String entry, int method) {
        String name =
                switch (method) {
                    case 9 -> "deflate64";
                    case 12 -> "bzip2";
                    case 14 -> "LZMA";
                    case 93 -> "Zstandard";
                    case 95 -> "XZ";
                    case 98 -> "PPMd";
                    default -> "method " + method;
                };
        return ApiException.of(ErrorCode.PR400_MC_0005, entry, UNSUPPORTED_METHOD.reason.formatted(name));
    }
}
