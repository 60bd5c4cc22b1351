package io.cellport.odata.language;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.util.Optional;

/**
 * A segment of a path that names a set, or an entity of it: {@code Account} or {@code Account('alice')}. Immutable.
 *
 * @param set the name before the parentheses
 * @param key what stands in the parentheses, for {@link EntityKey#parse}; empty for a set
 */
public record EntitySegment(String set, Optional<String> key) {

    /**
     * Takes a segment apart.
     *
     * @param segment percent-decoded; {@code PR404-OD-0001} if its parentheses are empty or not the end of it
     */
    public static EntitySegment of(String segment) {
        int open = segment.indexOf('(');
        if (open < 0) {
            return new EntitySegment(segment, Optional.empty());
        }
        int close = segment.length() - 1;
        if (segment.charAt(close) != ')' || close == open + 1) {
            throw ApiException.of(ErrorCode.PR404_OD_0001);
        }
        return new EntitySegment(segment.substring(0, open), Optional.of(segment.substring(open + 1, close)));
    }
}
