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

    static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

    static final DateTimeFormatter MODIFIED = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final XmlText xml = new XmlText(0).start("multistatus", "xmlns", "DAV:");

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
        xml.start("resourcetype").empty("collection").end();
        xml.leaf("p:cellstatus", cellStatus, "xmlns:p", "urn:x-personium:xmlns");
        return end(acl);
    }

    /** Adds a file. */
    public Multistatus file(String url, Instant created, Instant modified, long size, String contentType) {
        begin(url, created);
        xml.leaf("getcontentlength", Long.toString(size)).leaf("getcontenttype", contentType);
        modified(modified);
        xml.empty("resourcetype");
        return end(inheritedAcl);
    }

    /** What was added since the last piece. */
    public Buffer piece() {
        return Buffer.buffer(xml.take());
    }

    /** What was added since the last piece, and the end. */
    public Buffer lastPiece() {
        return Buffer.buffer(xml.end().take().stripTrailing());
    }

    private void begin(String url, Instant created) {
        xml.start("response").leaf("href", url).start("propstat").start("prop");
        xml.leaf("creationdate", CREATED.format(created));
    }

    private void modified(Instant modified) {
        xml.leaf("getlastmodified", MODIFIED.format(modified));
    }

    private Multistatus end(String entries) {
        xml.ready(entries).end().leaf("status", "HTTP/1.1 200 OK").end().end();
        return this;
    }
}
