package io.cellport.http.content;

import java.util.regex.Pattern;

/**
 * The media type of a file as it is sent: that with which it was written, in the form that Personium sends. Stateless.
 */
final class MediaType {

    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]++";

    private static final String QUOTED = "\"(?:[\\x20-\\x7e&&[^\"\\\\]]|\\\\[\\x20-\\x7e])*+\"";

    private static final Pattern TYPE = Pattern.compile(
            TOKEN + "/" + TOKEN + "(?:[ \t]*+;[ \t]*+" + TOKEN + "=(?:" + TOKEN + "|" + QUOTED + "))*+");

    private static final Pattern BLANKS = Pattern.compile("[ \t]*+;[ \t]*+");

    private static final int MOST_CHARACTERS = 1_000;

    private static final String UNKNOWN = "application/octet-stream";

    private MediaType() {}

    /** The type without blanks around semicolons; what is none becomes that of any bytes. */
    static String normal(String stored) {
        String type = stored.strip();
        if (type.length() > MOST_CHARACTERS || !TYPE.matcher(type).matches()) {
            return UNKNOWN;
        }
        return type.indexOf('"') < 0 ? BLANKS.matcher(type).replaceAll(";") : type;
    }
}
