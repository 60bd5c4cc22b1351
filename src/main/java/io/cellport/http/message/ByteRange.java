package io.cellport.http.message;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a client asks for, see RFC 9110, section 14. Immutable.
 *
 * @param first the first byte, counted from 0
 * @param length how many bytes; 0 if the file has none of those that are asked for
 */
public record ByteRange(long first, long length) {

    private static final Pattern ONE_RANGE =
            Pattern.compile("\\s*bytes\\s*=\\s*(\\d*)-(\\d*)\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern SEVERAL_RANGES = Pattern.compile(
            "\\s*bytes\\s*=\\s*(?:\\d+-\\d*|-\\d+)\\s*(?:,\\s*(?:\\d+-\\d*|-\\d+)\\s*)+", Pattern.CASE_INSENSITIVE);

    private static final int MAX_DIGITS = 18;

    /**
     * The part that a {@code Range} header asks for.
     *
     * @param header the value; null if there is none
     * @param size bytes of the file
     * @return empty if the whole file is to be sent: without a header, for several ranges, and for what is not a range
     */
    public static Optional<ByteRange> of(@Nullable String header, long size) {
        Matcher range = ONE_RANGE.matcher(header == null ? "" : header);
        if (!range.matches()) {
            return Optional.empty();
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(ending(number(last), size));
        }
        long end = last.isEmpty() ? size - 1 : Math.min(number(last), size - 1);
        boolean backwards = !last.isEmpty() && number(last) < number(first);
        return backwards
                ? Optional.empty()
                : Optional.of(new ByteRange(number(first), Math.max(0, end - number(first) + 1)));
    }

    private static ByteRange ending(long bytes, long size) {
        long length = Math.min(bytes, size);
        return new ByteRange(size - length, length);
    }

    private static long number(String digits) {
        return digits.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    /** Whether a {@code Range} header asks for more than one part. */
    public static boolean isForSeveral(@Nullable String header) {
        return header != null && SEVERAL_RANGES.matcher(header).matches();
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The value of {@code Content-Range} in a file of that size. */
    public String contentRange(long size) {
        return isEmpty() ? "bytes */" + size : "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
