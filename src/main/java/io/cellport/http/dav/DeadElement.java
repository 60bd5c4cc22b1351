package io.cellport.http.dav;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * An XML element that came with an import, written anew, so that it can stand in a document whose default namespace is
 * {@code DAV:}. Text is kept as it is; comments and instructions are not kept. An element with the name of a property
 * that the server itself tells counts as absent: what a client has stored must not contradict that. For one thread.
 */
final class DeadElement {

    private static final String DAV = "DAV:";

    /** What {@link PropertyXml} tells, of any kind of resource. */
    private static final Set<String> LIVE = Set.of(
            "creationdate", "getcontentlength", "getcontenttype", "getetag", "getlastmodified", "resourcetype", "acl");

    private final XMLStreamReader in;

    private final XMLStreamWriter out;

    private DeadElement(XMLStreamReader in, XMLStreamWriter out) {
        this.in = in;
        this.out = out;
    }

    /** The element; empty if it is not well-formed, has a document type, or names a property of the server. */
    static Optional<String> read(String stored) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamReader in = parsers().createXMLStreamReader(new StringReader(stored));
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            boolean isOurs = new DeadElement(in, out).copy();
            out.flush();
            return isOurs ? Optional.empty() : Optional.of(text.toString());
        } catch (XMLStreamException malformed) {
            return Optional.empty();
        }
    }

    private static XMLInputFactory parsers() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** Returns whether it is named like a property of the server; then it is not copied. */
    private boolean copy() throws XMLStreamException {
        in.nextTag();
        if (DAV.equals(in.getNamespaceURI()) && LIVE.contains(in.getLocalName())) {
            return true;
        }
        start();
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> out.writeEndElement();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    out.writeCharacters(in.getText());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException();
                default -> {}
            }
        }
        return false;
    }

    private void start() throws XMLStreamException {
        String prefix = known(in.getPrefix());
        String namespace = known(in.getNamespaceURI());
        out.writeStartElement(prefix, in.getLocalName(), namespace);
        boolean hasDefault = false;
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            String declared = known(in.getNamespacePrefix(i));
            String uri = known(in.getNamespaceURI(i));
            hasDefault |= declared.isEmpty();
            if (declared.isEmpty()) {
                out.writeDefaultNamespace(uri);
            } else {
                out.writeNamespace(declared, uri);
            }
        }
        if (namespace.isEmpty() && !hasDefault) {
            out.writeDefaultNamespace("");
        }
        for (int i = 0; i < in.getAttributeCount(); i++) {
            out.writeAttribute(
                    known(in.getAttributePrefix(i)),
                    known(in.getAttributeNamespace(i)),
                    in.getAttributeLocalName(i),
                    in.getAttributeValue(i));
        }
    }

    /** The reader says null for what is not there. */
    private static String known(@Nullable String name) {
        return name == null ? "" : name;
    }
}
