package io.cellport.snapshot.zip;

import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The name of an archive entry, safe to use as a relative path. Only {@link #parse} makes names. Two names are the same
 * if their texts are equal character by character: case and Unicode form make a difference, as in Personium.
 *
 * @param text the segments joined by {@code /}, without a slash at either end; empty for the root directory
 * @param directory whether the name ended in {@code /}
 */
public record EntryName(String text, boolean directory) {

    private static final String HERE = "./";

    /**
     * Reads a name from a zip. Names are read as UTF-8 even without the UTF-8 flag: Java's zip file system, which
     * writes Personium's snapshots, does not set the flag for directories. {@code ./} before a name is dropped. The
     * name of a directory only has to be safe, because nothing is read from its entry, and unpacking and packing again
     * garbles such names.
     *
     * @throws ApiException {@code PR400-MC-0005} if the name is empty or absolute, starts with a drive letter, or has a
     *     backslash or an empty, {@code .} or {@code ..} segment; or if the name of a file is not UTF-8 or has a
     *     control character; {@code PR400-MC-0006} if the name of a file exceeds {@code pathDepth} or {@code pathBytes}
     */
    static EntryName parse(byte[] utf8, Limits limits) {
        boolean directory = utf8.length > 0 && utf8[utf8.length - 1] == '/';
        String whole = directory ? new String(utf8, StandardCharsets.UTF_8) : decode(utf8);
        String path = withoutHere(whole);
        if (path.isEmpty() && directory) {
            return new EntryName("", true);
        }
        String text = directory ? path.substring(0, path.length() - 1) : path;
        String[] segments = text.split("/", -1);
        checkSafe(text, segments, whole);
        if (!directory) {
            checkStorable(text, segments, whole, limits);
        }
        return new EntryName(text, directory);
    }

    /** Whether this name is below {@code directory}, which ends in {@code /}. */
    public boolean isBelow(String directory) {
        return text.length() > directory.length() && text.startsWith(directory);
    }

    /** The rest of the name after {@code directory}; call it only if {@link #isBelow} is true. */
    public String below(String directory) {
        return text.substring(directory.length());
    }

    /** The last segment. */
    String lastSegment() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Defect.NAME_NOT_UTF8.in(new String(utf8, StandardCharsets.UTF_8));
        }
    }

    private static String withoutHere(String whole) {
        String path = whole;
        while (path.startsWith(HERE)) {
            path = path.substring(HERE.length());
        }
        return path;
    }

    private static void checkSafe(String text, String[] segments, String whole) {
        if (text.indexOf('\\') >= 0) {
            throw Defect.NAME_WITH_BACKSLASH.in(whole);
        }
        boolean hasDriveLetter = text.length() > 1 && text.charAt(1) == ':' && Character.isLetter(text.charAt(0));
        if (hasDriveLetter) {
            throw Defect.NAME_NOT_ALLOWED.in(whole);
        }
        for (String segment : segments) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw Defect.NAME_NOT_ALLOWED.in(whole);
            }
        }
    }

    private static void checkStorable(String text, String[] segments, String whole, Limits limits) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw Defect.NAME_NOT_ALLOWED.in(whole);
        }
        if (segments.length > limits.pathDepth()) {
            throw Refusal.overLimit("pathDepth", limits.pathDepth());
        }
        for (String segment : segments) {
            boolean mayBeTooLong = segment.length() > limits.pathBytes() / 3;
            if (mayBeTooLong && segment.getBytes(StandardCharsets.UTF_8).length > limits.pathBytes()) {
                throw Refusal.overLimit("pathBytes", limits.pathBytes());
            }
        }
    }
}
