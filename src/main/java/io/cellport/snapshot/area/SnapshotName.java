package io.cellport.snapshot.area;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a snapshot in {@code POST __import}: the name of its file without {@code .zip}. Immutable.
 *
 * @param text 1 to 192 of {@code A-Z a-z 0-9 - _}, as in Personium
 */
public record SnapshotName(String text) {

    /** The rule as Personium's answer quotes it. */
    public static final String FORMAT = "^[a-zA-Z0-9-_]{1,192}$";

    private static final String CHARACTERS = "[a-zA-Z0-9-_]{1,192}";
    private static final Pattern NAME = Pattern.compile(CHARACTERS);
    private static final Pattern FILE = Pattern.compile(CHARACTERS + "\\.[A-Za-z0-9]{1,16}");

    public SnapshotName {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("no name of a snapshot");
        }
    }

    /** The name, if the text is one. */
    public static Optional<SnapshotName> of(String text) {
        return NAME.matcher(text).matches() ? Optional.of(new SnapshotName(text)) : Optional.empty();
    }

    /** Whether this is a valid name for a file of the snapshot area: a snapshot's name and one extension. */
    public static boolean isFileName(String text) {
        return FILE.matcher(text).matches();
    }
}
