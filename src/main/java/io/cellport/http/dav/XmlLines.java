package io.cellport.http.dav;

/** XML with one tag or one bare element a line, indented. For one thread. */
public final class XmlLines {

    private final StringBuilder xml = new StringBuilder();

    /** Adds a line whose markup is the caller's; what may be anything has to go through {@link #text}. */
    XmlLines line(int depth, String markup) {
        xml.append("    ".repeat(depth)).append(markup).append('\n');
        return this;
    }

    /** Adds what is ready. */
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

    /** Characters that mean something in XML as references, those that XML does not know at all as question marks. */
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
