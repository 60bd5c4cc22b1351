package io.cellport.http.message;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads headers that have one value. Of two lines neither is picked: the request is refused. Stateless. */
public final class SingleHeader {

    private SingleHeader() {}

    /**
     * The value in the lines of a header; null if there are none.
     *
     * @throws io.cellport.error.ApiException {@code PR400-OD-0041} if there are several. Its text does not repeat them,
     *     because they may be credentials
     */
    public static @Nullable String in(List<String> lines, CharSequence name) {
        if (lines.size() > 1) {
            throw ApiException.of(ErrorCode.PR400_OD_0041, name.toString(), lines.size() + " lines");
        }
        return lines.isEmpty() ? null : lines.get(0);
    }
}
