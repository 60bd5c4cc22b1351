package io.cellport.snapshot.zip;

import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;

/** Why an archive as a whole is refused. Personium's text comes first; a sentence after it says what to do. */
enum Refusal {
    BYTES_BEFORE(ErrorCode.PR400_MC_0004, "{0} bytes stand before the zip: cut them off."),
    BYTES_BEHIND(ErrorCode.PR400_MC_0004, "{0} bytes stand behind the zip: cut them off."),
    SPLIT(ErrorCode.PR400_MC_0004, "It is one part of several: join them to one zip."),
    IN_A_FOLDER(ErrorCode.PR400_MC_0001, "It was found below [{0}]: pack the content of that folder, not the folder.");

    private final ErrorCode code;
    private final String sentence;

    Refusal(ErrorCode code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** The sentence with its placeholders. */
    String sentence() {
        return sentence;
    }

    /** The refusal of a file that is more, or less, than one zip. */
    ApiException with(Object parameter) {
        return new ApiException(ApiError.of(code).explained(sentence, parameter.toString()));
    }

    /** The file is not a single zip from its first byte to its last. */
    static ApiException notAZip() {
        return ApiException.of(ErrorCode.PR400_MC_0004);
    }

    /** A limit is exceeded; {@code limit} is its name in the configuration. */
    static ApiException overLimit(String limit, long value) {
        return ApiException.of(ErrorCode.PR400_MC_0006, limit, Long.toString(value));
    }

    /** A required entry is missing. */
    static ApiException missing(String path) {
        return ApiException.of(ErrorCode.PR400_MC_0001, path);
    }

    /** The same, if the entry was found below a folder, whose name ends in a slash. */
    static ApiException missing(String path, String folder) {
        ApiError missing = ApiError.of(ErrorCode.PR400_MC_0001, path);
        return new ApiException(missing.explained(IN_A_FOLDER.sentence, folder));
    }

    /** The disk failed, not the snapshot. */
    static ApiException unreadable() {
        return ApiException.of(ErrorCode.PR500_CM_0002, "read snapshot file");
    }
}
