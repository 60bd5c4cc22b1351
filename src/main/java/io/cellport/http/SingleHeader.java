package io.cellport.http;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.util.List;

/** Headers that have one value. Which of two lines counts is nothing to guess about, so two are refused. Stateless. */
public final class SingleHeader {

    private SingleHeader() {}

    /**
     * The value in the lines of a header; null if there are none.
     *
     * @throws io.cellport.error.ApiException {@code PR400-OD-0041} if there are several. It does not repeat them: they
     *     may be credentials
     */
    public static String in(List<String> lines, CharSequence name) {
        if (lines.size() > 1) {
            throw ApiException.of(ErrorCode.PR400_OD_0041, name.toString(), lines.size() + " lines");
        }
        return lines.isEmpty() ? null : lines.get(0);
    }
}
