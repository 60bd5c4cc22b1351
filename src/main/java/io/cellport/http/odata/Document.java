package io.cellport.http.odata;

import io.cellport.odata.edmx.XmlPieces;
import io.cellport.odata.json.ResultWriter;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The body of an answer, written piece by piece. Used once. Blocks; for one thread.
 *
 * @param first a piece that is written already
 * @param next writes the next piece
 * @param done whether all are written
 */
record Document(byte[] first, Supplier<byte[]> next, BooleanSupplier done) {

    /** Begins to write rows; blocks. */
    static Document of(ResultWriter rows) {
        return new Document(rows.next(), rows::next, rows::isDone);
    }

    /** Begins to write XML. */
    static Document of(XmlPieces xml) {
        return new Document(xml.next(), xml::next, xml::isDone);
    }

    /** A body that is in memory. */
    static Document of(byte[] whole) {
        return new Document(whole, () -> whole, () -> true);
    }

    boolean isDone() {
        return done.getAsBoolean();
    }
}
