package io.cellport.http.dav;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Builds the XML that answers a {@code PROPFIND}. {@code DAV:} is the default namespace and its elements have no
 * prefix, because clients look elements up by their bare names. For one thread.
 */
public final class Multistatus {

    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MODIFIED = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final XmlLines xml = new XmlLines().line(0, "<multistatus xmlns=\"DAV:\">");

    private final String acl;

    private final String inheritedAcl;

    /**
     * Begins an answer.
     *
     * @param acl the access control list of the cell whose resources are described; they inherit it
     */
    public Multistatus(AclTexts.AclText acl) {
        this.acl = acl.own();
        this.inheritedAcl = acl.inherited();
    }

    /** Adds the collection of snapshots; {@code cellStatus} is Personium's word for the state of the cell. */
    public Multistatus collection(String url, Instant created, Instant modified, String cellStatus) {
        begin(url, created);
        modified(modified);
        xml.line(4, "<resourcetype>").line(5, "<collection/>").line(4, "</resourcetype>");
        String text = XmlLines.text(cellStatus);
        xml.line(4, "<p:cellstatus xmlns:p=\"urn:x-personium:xmlns\">" + text + "</p:cellstatus>");
        return end(acl);
    }

    /** Adds a file. */
    public Multistatus file(String url, Instant created, Instant modified, long size, String contentType) {
        begin(url, created);
        xml.line(4, "<getcontentlength>" + size + "</getcontentlength>");
        xml.line(4, "<getcontenttype>" + XmlLines.text(contentType) + "</getcontenttype>");
        modified(modified);
        xml.line(4, "<resourcetype/>");
        return end(inheritedAcl);
    }

    /** What was added since the last piece. */
    public Buffer piece() {
        return Buffer.buffer(xml.take());
    }

    /** What was added since the last piece, and the end. */
    public Buffer lastPiece() {
        return Buffer.buffer(xml.lines("</multistatus>").take());
    }

    private void begin(String url, Instant created) {
        xml.line(1, "<response>");
        xml.line(2, "<href>" + XmlLines.text(url) + "</href>");
        xml.line(2, "<propstat>");
        xml.line(3, "<prop>");
        xml.line(4, "<creationdate>" + CREATED.format(created) + "</creationdate>");
    }

    private void modified(Instant modified) {
        xml.line(4, "<getlastmodified>" + MODIFIED.format(modified) + "</getlastmodified>");
    }

    private Multistatus end(String entries) {
        xml.lines(entries).line(3, "</prop>");
        xml.line(3, "<status>HTTP/1.1 200 OK</status>");
        xml.line(2, "</propstat>").line(1, "</response>");
        return this;
    }
}
