package io.cellport.http.dav;

import io.cellport.xml.XmlCharacters;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML, indented, with each tag on a line of its own. For one thread. */
final class XmlText {

    private final StringWriter text = new StringWriter();

    private final XMLStreamWriter xml;

    private int depth;

    /** Begins at a depth of the document that the text will be part of. */
    XmlText(int depth) {
        this.depth = depth;
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is written of one line. */
    @FunctionalInterface
    private interface Line {
        void write() throws XMLStreamException;
    }

    private XmlText line(Line line) {
        try {
            text.append("    ".repeat(depth));
            line.write();
            // Ends a tag that is open still.
            xml.writeCharacters("\n");
            xml.flush();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins an element; attributes are pairs of a name and a value. */
    XmlText start(String name, String... attributes) {
        line(() -> {
            xml.writeStartElement(name);
            write(attributes);
        });
        depth++;
        return this;
    }

    /** Ends the element that was begun last. */
    XmlText end() {
        depth--;
        return line(xml::writeEndElement);
    }

    /** An element with nothing in it. */
    XmlText empty(String name, String... attributes) {
        return line(() -> {
            xml.writeEmptyElement(name);
            write(attributes);
        });
    }

    /** An element with text in it. */
    XmlText leaf(String name, String content, String... attributes) {
        return line(() -> {
            xml.writeStartElement(name);
            write(attributes);
            xml.writeCharacters(XmlCharacters.allowed(content));
            xml.writeEndElement();
        });
    }

    private void write(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], XmlCharacters.allowed(attributes[i + 1]));
        }
    }

    /** Adds an element that another writer has made, at a depth. */
    XmlText ready(String element, int depth) {
        text.append("    ".repeat(depth)).append(element).append('\n');
        return this;
    }

    /** Characters since the last {@link #take}. */
    int length() {
        return text.getBuffer().length();
    }

    /** Adds whole lines that another writer has made. */
    XmlText ready(String lines) {
        text.append(lines);
        return this;
    }

    /** All lines since the last call. */
    String take() {
        String taken = text.toString();
        text.getBuffer().setLength(0);
        return taken;
    }
}
