package io.cellport.http.odata;

import io.cellport.odata.json.ResultWriter;
import java.util.Optional;

/**
 * What is answered to a request for rows. Used once.
 *
 * @param etag version of the entity, if it is one that was asked for
 * @param body the rows
 */
record ODataAnswer(Optional<String> etag, Document body) {

    /** Begins to write; blocks. */
    static ODataAnswer of(Optional<String> etag, ResultWriter writer) {
        return new ODataAnswer(etag, Document.of(writer));
    }
}
