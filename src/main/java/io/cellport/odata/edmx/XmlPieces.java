package io.cellport.odata.edmx;

import io.cellport.xml.XmlCharacters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An XML document that is written in pieces, each when it is asked for, since users decide how much there is to
 * describe. Used once. For one thread.
 */
public final class XmlPieces {

    private static final int PIECE = 64 << 10;

    private static final byte[] PROLOG = "<?xml version='1.0' encoding='utf-8'?>".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private final XMLStreamWriter xml;
    private final Iterator<Consumer<XmlPieces>> steps;

    /**
     * A document.
     *
     * @param steps write it one after the other; each writes a little
     */
    XmlPieces(Stream<Consumer<XmlPieces>> steps) {
        this.steps = steps.iterator();
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(piece, "UTF-8");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        piece.writeBytes(PROLOG);
    }

    /** The next piece, in UTF-8; none is much longer than 64 KiB. */
    public byte[] next() {
        while (steps.hasNext() && piece.size() < PIECE) {
            steps.next().accept(this);
            flush();
        }
        byte[] bytes = piece.toByteArray();
        piece.reset();
        return bytes;
    }

    /** Whether the last piece was taken. */
    public boolean isDone() {
        return !steps.hasNext() && piece.size() == 0;
    }

    private void flush() {
        try {
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins an element; attributes are pairs of a name and a value. */
    XmlPieces start(String name, String... attributes) {
        try {
            xml.writeStartElement(name);
            write(attributes);
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the element that was begun last. */
    XmlPieces end() {
        try {
            xml.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An element with nothing in it; attributes as above. */
    XmlPieces empty(String name, String... attributes) {
        try {
            xml.writeEmptyElement(name);
            write(attributes);
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An element with text in it. */
    XmlPieces leaf(String name, String text) {
        try {
            xml.writeStartElement(name);
            xml.writeCharacters(XmlCharacters.allowed(text));
            xml.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], XmlCharacters.allowed(attributes[i + 1]));
        }
    }
}
