package io.cellport.http.dav;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * An XML element that came with an import, written anew, so that it can stand in a document whose default namespace is
 * {@code DAV:}. Text is kept as it is; comments and instructions are not kept. For one thread.
 */
final class DeadElement {

    private final XMLStreamReader in;

    private final XMLStreamWriter out;

    private DeadElement(XMLStreamReader in, XMLStreamWriter out) {
        this.in = in;
        this.out = out;
    }

    /** The element; empty if it is not well-formed, or has a document type. */
    static Optional<String> read(String stored) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamReader in = parsers().createXMLStreamReader(new StringReader(stored));
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new DeadElement(in, out).copy();
            out.flush();
            return Optional.of(text.toString());
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

    private void copy() throws XMLStreamException {
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
