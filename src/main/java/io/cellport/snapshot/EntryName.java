package io.cellport.snapshot;

import io.cellport.config.Limits;
import io.cellport.message.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The name of an archive entry, safe to use as a relative path: made by {@link #parse} only.
 *
 * @param text the segments joined by {@code /}, without a slash at either end
 * @param directory whether the name ended in {@code /}
 */
public record EntryName(String text, boolean directory) {

    /**
     * Reads a name as it stands in a zip. Names are UTF-8 whether or not the entry is flagged so: Java's zip file
     * system, which writes Personium's snapshots, leaves the flag out for directories.
     *
     * @throws ApiException {@code PR400-MC-0005} if the name is empty or absolute, starts with a drive letter, is not
     *     UTF-8, or has a backslash, a control character or an empty, {@code .} or {@code ..} segment;
     *     {@code PR400-MC-0006} if it passes {@code pathDepth} or {@code pathBytes}
     */
    static EntryName parse(byte[] utf8, Limits limits) {
        String whole = decode(utf8);
        boolean directory = whole.endsWith("/");
        String text = directory ? whole.substring(0, whole.length() - 1) : whole;
        if (hasForbiddenCharacter(text) || hasDriveLetter(text)) {
            throw Defect.NAME_NOT_ALLOWED.in(whole);
        }
        int depth = 0;
        int start = 0;
        for (int slash = text.indexOf('/'); start <= text.length(); slash = text.indexOf('/', start)) {
            int end = slash < 0 ? text.length() : slash;
            checkSegment(text.substring(start, end), whole, limits);
            if (++depth > limits.pathDepth()) {
                throw Refusal.overLimit("pathDepth", limits.pathDepth());
            }
            start = end + 1;
        }
        return new EntryName(text, directory);
    }

    /** Whether this names something inside {@code directory}, which ends in {@code /}. */
    public boolean isBelow(String directory) {
        return text.length() > directory.length() && text.startsWith(directory);
    }

    /** The rest of the name behind {@code directory}; only for a name that {@link #isBelow} it. */
    public String below(String directory) {
        return text.substring(directory.length());
    }

    /** The bytes as they stand in the zip. */
    byte[] bytes() {
        return (directory ? text + '/' : text).getBytes(StandardCharsets.UTF_8);
    }

    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Defect.NAME_NOT_ALLOWED.in(new String(utf8, StandardCharsets.UTF_8));
        }
    }

    private static boolean hasForbiddenCharacter(String text) {
        return text.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c));
    }

    private static boolean hasDriveLetter(String text) {
        return text.length() > 1 && text.charAt(1) == ':' && Character.isLetter(text.charAt(0));
    }

    private static void checkSegment(String segment, String whole, Limits limits) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            throw Defect.NAME_NOT_ALLOWED.in(whole);
        }
        boolean mayBeTooLong = segment.length() > limits.pathBytes() / 3;
        if (mayBeTooLong && segment.getBytes(StandardCharsets.UTF_8).length > limits.pathBytes()) {
            throw Refusal.overLimit("pathBytes", limits.pathBytes());
        }
    }
}
