package io.cellport.json;

import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.nio.charset.StandardCharsets;

/** Makes the refusal of a document or line of a snapshot that is not JSON; it quotes the text. Stateless. */
public final class NotJson {

    public static final String NOT_UTF8 = "It is not UTF-8: save it in UTF-8.";

    /** Enough bytes for the longest text that an error quotes. */
    private static final int SHOWN_BYTES = 4096;

    private NotJson() {}

    /** {@code PR400-CM-0004} with the text, and with one more sentence if the bytes are not UTF-8. */
    public static ApiException of(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, Math.min(length, SHOWN_BYTES), StandardCharsets.UTF_8);
        ApiError error = ApiError.of(ErrorCode.PR400_CM_0004, text);
        return new ApiException(Utf8.isWellFormed(bytes, offset, length) ? error : error.explained(NOT_UTF8));
    }

    /** The same for a whole document. */
    public static ApiException of(byte[] document) {
        return of(document, 0, document.length);
    }
}
