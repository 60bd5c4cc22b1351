package io.cellport.http.content;

import io.cellport.http.dav.PropertyXml;
import java.util.function.Consumer;

/**
 * Cuts descriptions of resources, which may be long, into pieces. A description is a row of parts. When the piece is
 * full, all further parts are passed over; the same description is then repeated for the next piece, where those that
 * were written are passed over. So nothing of it is held while a client is slow. For one thread.
 */
final class Parts {

    private static final int ENOUGH_CHARACTERS = 64 << 10;

    private final PropertyXml xml;

    private int written;

    private int at;

    Parts(PropertyXml xml) {
        this.xml = xml;
    }

    /** Adds the next part of the description, unless it was written before or has to wait. */
    void add(Consumer<PropertyXml> part) {
        if (isFull()) {
            return;
        }
        if (at++ == written) {
            part.accept(xml);
            written++;
        }
    }

    boolean isFull() {
        return xml.length() >= ENOUGH_CHARACTERS;
    }

    /** Ends the description; false if it has to be repeated. */
    boolean finish() {
        at = 0;
        if (!isFull()) {
            written = 0;
        }
        return !isFull();
    }
}
