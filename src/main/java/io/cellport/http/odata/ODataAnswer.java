package io.cellport.http.odata;

import io.cellport.odata.json.ResultWriter;
import java.util.Optional;

/**
 * What is answered to a request for rows. Used once.
 *
 * @param etag version of the entity, if it is one that was asked for
 * @param first the first piece of the body, already taken from the writer
 * @param rest what writes the others
 */
record ODataAnswer(Optional<String> etag, byte[] first, ResultWriter rest) {

    /** Begins to write; blocks. */
    static ODataAnswer of(Optional<String> etag, ResultWriter writer) {
        return new ODataAnswer(etag, writer.next(), writer);
    }
}
