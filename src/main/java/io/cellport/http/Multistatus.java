package io.cellport.http;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Builds the XML that answers a {@code PROPFIND}: {@code DAV:} is the default namespace and no element of it has a prefix,
 * because clients look elements up by their bare names. For one thread.
 */
final class Multistatus {

    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MODIFIED = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder xml = new StringBuilder("<multistatus xmlns=\"DAV:\">\n");

    private final String roles;

    /** @param cellUrl the URL of the cell whose resources are described, ending in {@code /} */
    Multistatus(String cellUrl) {
        this.roles = cellUrl + "__role/__/";
    }

    /** Adds the collection of snapshots; {@code cellStatus} is Personium's word for how the cell is. */
    Multistatus collection(String url, Instant created, Instant modified, String cellStatus) {
        begin(url, created);
        modified(modified);
        line(4, "<resourcetype>");
        line(5, "<collection/>");
        line(4, "</resourcetype>");
        line(4, "<p:cellstatus xmlns:p=\"urn:x-personium:xmlns\">" + text(cellStatus) + "</p:cellstatus>");
        return end();
    }

    /** Adds a file. */
    Multistatus file(String url, Instant created, Instant modified, long size, String contentType) {
        begin(url, created);
        line(4, "<getcontentlength>" + size + "</getcontentlength>");
        line(4, "<getcontenttype>" + text(contentType) + "</getcontenttype>");
        modified(modified);
        line(4, "<resourcetype/>");
        return end();
    }

    Buffer toBuffer() {
        return Buffer.buffer(xml + "</multistatus>\n");
    }

    private void begin(String url, Instant created) {
        line(1, "<response>");
        line(2, "<href>" + text(url) + "</href>");
        line(2, "<propstat>");
        line(3, "<prop>");
        line(4, "<creationdate>" + CREATED.format(created) + "</creationdate>");
    }

    private void modified(Instant modified) {
        line(4, "<getlastmodified>" + MODIFIED.format(modified) + "</getlastmodified>");
    }

    private Multistatus end() {
        line(4, "<acl xml:base=\"" + text(roles) + "\" xmlns:p=\"urn:x-personium:xmlns\"/>");
        line(3, "</prop>");
        line(3, "<status>HTTP/1.1 200 OK</status>");
        line(2, "</propstat>");
        line(1, "</response>");
        return this;
    }

    private void line(int depth, String element) {
        xml.append("    ".repeat(depth)).append(element).append('\n');
    }

    /** Characters that mean something in XML as references, those that XML does not know at all as question marks. */
    static String text(String raw) {
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
