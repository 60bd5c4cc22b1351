package io.cellport.http.dav;

import io.cellport.auth.access.AccessEntry;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Builds the XML that answers a {@code PROPFIND} about resources in boxes, one part after the other. For one
 * thread.
 */
public final class PropertyXml {

    private static final String[] PERSONIUM = {"xmlns:p", "urn:x-personium:xmlns"};

    private final XmlText xml = new XmlText(0).start("multistatus", "xmlns", "DAV:");

    /** What all resources have. The URL is encoded. */
    public void begin(String url, Instant created) {
        xml.start("response").leaf("href", url).start("propstat").start("prop");
        xml.leaf("creationdate", Multistatus.CREATED.format(created));
    }

    /** What only files have. */
    public void file(long size, String contentType, String entityTag) {
        xml.leaf("getcontentlength", Long.toString(size))
                .leaf("getcontenttype", contentType)
                .leaf("getetag", entityTag);
    }

    /**
     * What all resources have, too.
     *
     * @param types names of elements; those of Personium begin with {@code p:}
     */
    public void modified(Instant modified, List<String> types) {
        xml.leaf("getlastmodified", Multistatus.MODIFIED.format(modified));
        if (types.isEmpty()) {
            xml.empty("resourcetype");
            return;
        }
        xml.start("resourcetype");
        types.forEach(type -> xml.empty(type, type.startsWith("p:") ? PERSONIUM : new String[0]));
        xml.end();
    }

    /**
     * Begins an access control list.
     *
     * @param base what the paths of roles are relative to
     * @param schemaLevel the level that the caller's application must have; empty if the list does not say
     * @param isEmpty whether the list ends at once
     */
    public void beginAcl(String base, String schemaLevel, boolean isEmpty) {
        String[] attributes = schemaLevel.isEmpty()
                ? new String[] {"xml:base", base, PERSONIUM[0], PERSONIUM[1]}
                : new String[] {"xml:base", base, PERSONIUM[0], PERSONIUM[1], "p:requireSchemaAuthz", schemaLevel};
        if (isEmpty) {
            xml.empty("acl", attributes);
        } else {
            xml.start("acl", attributes);
        }
    }

    /** One entry; with the URL of the resource that it is inherited from, if it is. */
    public void entry(AccessEntry entry, Optional<String> inheritedFrom) {
        AclXml.add(xml, entry, inheritedFrom.map(AclXml::origin).orElse(""));
    }

    public void endAcl() {
        xml.end();
    }

    /** A property that a client has set; left out if the element is not what it should be. */
    public void dead(String element) {
        DeadElement.read(element).ifPresent(clean -> xml.ready(clean, 4));
    }

    /** Ends a resource. */
    public void end() {
        xml.end().leaf("status", "HTTP/1.1 200 OK").end().end();
    }

    /** Characters that were added since the last piece. */
    public int length() {
        return xml.length();
    }

    /** What was added since the last piece. */
    public Buffer piece() {
        return Buffer.buffer(xml.take());
    }

    /** What was added since the last piece, and the end. */
    public Buffer lastPiece() {
        return Buffer.buffer(xml.end().take().stripTrailing());
    }
}
