package io.cellport.xml;

/** Which characters can stand in an XML document at all, escaped or not. Stateless. */
public final class XmlCharacters {

    private XmlCharacters() {}

    /** The text with a question mark for each character that XML does not allow. */
    public static String allowed(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        raw.codePoints().forEach(c -> text.appendCodePoint(isAllowed(c) ? c : '?'));
        return text.toString();
    }

    private static boolean isAllowed(int c) {
        boolean blank = c == '\t' || c == '\n' || c == '\r';
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return blank || (c >= ' ' && !surrogate && c != 0xfffe && c != 0xffff);
    }
}
