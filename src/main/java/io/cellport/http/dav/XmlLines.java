package io.cellport.http.dav;

/** Writes XML, indented, with one tag or one bare element a line. For one thread. */
public final class XmlLines {

    private final StringBuilder xml = new StringBuilder();

    /** Adds a line of markup. Text from outside must go through {@link #text} first. */
    XmlLines line(int depth, String markup) {
        xml.append("    ".repeat(depth)).append(markup).append('\n');
        return this;
    }

    /** Adds finished lines. */
    XmlLines lines(String ready) {
        xml.append(ready);
        return this;
    }

    /** Everything since the last call. */
    String take() {
        String taken = xml.toString();
        xml.setLength(0);
        return taken;
    }

    /** Text as XML: special characters as references, characters that XML does not allow as question marks. */
    public static String text(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                default -> text.appendCodePoint(isXml(c) ? c : '?');
            }
        });
        return text.toString();
    }

    private static boolean isXml(int c) {
        boolean blank = c == '\t' || c == '\n' || c == '\r';
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return blank || (c >= ' ' && !surrogate && c != 0xfffe && c != 0xffff);
    }
}
