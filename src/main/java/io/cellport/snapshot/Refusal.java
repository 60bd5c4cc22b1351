package io.cellport.snapshot;

import io.cellport.message.ApiException;
import io.cellport.message.ErrorCode;

/** Why an archive as a whole is refused. */
final class Refusal {

    private Refusal() {}

    /** The file does not have the structure of a single zip that fills it from its first byte to its last. */
    static ApiException notAZip() {
        return ErrorCode.PR400_MC_0004.exception();
    }

    /** A limit, by its name in the configuration, would be passed. */
    static ApiException overLimit(String limit, long value) {
        return ErrorCode.PR400_MC_0006.exception(limit, Long.toString(value));
    }

    /** The disk failed, not the snapshot. */
    static ApiException unreadable() {
        return ErrorCode.PR500_CM_0002.exception("read snapshot file");
    }
}
