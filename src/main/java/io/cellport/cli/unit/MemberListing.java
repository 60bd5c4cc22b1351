package io.cellport.cli.unit;

import io.cellport.cli.unit.ContentMember.Kind;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the answer to a {@code PROPFIND} of a collection, one member at a time. Document types are refused, so nothing
 * is ever read but the answer. Used once. Blocks; for one thread.
 */
final class MemberListing {

    private static final String DAV = "DAV:";

    /** How deep descriptions of resources stand in the document, the root having a depth of 1. */
    private static final int RESPONSE = 2;

    private static final int PROPERTY = 5;

    private final XMLStreamReader xml;

    private String href = "";

    private Kind kind = Kind.FILE;

    private long size;

    private String modified = "";

    private MemberListing(XMLStreamReader xml) {
        this.xml = xml;
    }

    /**
     * Calls the consumer with the resource that was asked for, then with each member.
     *
     * @throws XMLStreamException if it is not XML, or breaks off
     */
    static void read(InputStream answer, Consumer<ContentMember> consumer) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(answer);
        try {
            new MemberListing(xml).readAll(consumer);
        } finally {
            xml.close();
        }
    }

    private void readAll(Consumer<ContentMember> consumer) throws XMLStreamException {
        int depth = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                begin(depth);
            }
            // An element whose content was read has ended, too.
            if (xml.getEventType() == XMLStreamConstants.END_ELEMENT) {
                if (depth == RESPONSE && isDav("response")) {
                    consumer.accept(new ContentMember(name(), kind, size, modified));
                }
                depth--;
            }
        }
    }

    private boolean isDav(String name) {
        return name.equals(xml.getLocalName()) && DAV.equals(xml.getNamespaceURI());
    }

    /** What stands deeper is in a property that somebody has set, and may look like anything. */
    private void begin(int depth) throws XMLStreamException {
        if (depth == RESPONSE && isDav("response")) {
            href = "";
            kind = Kind.FILE;
            size = 0;
            modified = "";
        } else if (depth == RESPONSE + 1 && isDav("href")) {
            href = xml.getElementText();
        } else if (depth == PROPERTY && isDav("getcontentlength")) {
            size = number(xml.getElementText());
        } else if (depth == PROPERTY && isDav("getlastmodified")) {
            modified = xml.getElementText();
        } else if (depth == PROPERTY && isDav("resourcetype")) {
            readKind();
        }
    }

    /** Names alone decide: the elements of Personium's own kinds stand beside that of a collection. */
    private void readKind() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                kind = switch (xml.getLocalName()) {
                    case "odata" -> Kind.ODATA;
                    case "service" -> Kind.SERVICE;
                    default -> kind == Kind.FILE ? Kind.COLLECTION : kind;
                };
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private static long number(String text) throws XMLStreamException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new XMLStreamException("a length that is no number");
        }
    }

    private String name() throws XMLStreamException {
        String path = href.endsWith("/") ? href.substring(0, href.length() - 1) : href;
        String segment = path.substring(path.lastIndexOf('/') + 1);
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new XMLStreamException("an address that cannot be decoded");
        }
    }
}
