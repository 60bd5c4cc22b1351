package io.cellport.http.tus;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.tus.UploadResource.CellUpload;
import io.cellport.snapshot.upload.Upload;
import io.cellport.snapshot.upload.Uploads;

/**
 * The upload that a request is about. Immutable.
 *
 * @param cellId its cell
 * @param id its unchecked id
 * @param url its URL
 */
record UploadTarget(String cellId, String id, String url) {

    static UploadTarget of(Exchange exchange) {
        String id = ((CellUpload) exchange.resource()).id();
        return new UploadTarget(exchange.requiredCell().id(), id, url(exchange, id));
    }

    /** The URL of an upload to the cell of a request. */
    static String url(Exchange exchange, String id) {
        return exchange.realm() + "__upload/" + id;
    }

    /**
     * Looks the upload up. Blocks.
     *
     * @throws ApiException {@code PR404-DV-0001} if it is not there, or not any more
     */
    Upload findIn(Uploads uploads) {
        return uploads.find(cellId, id).orElseThrow(this::notFound);
    }

    ApiException notFound() {
        return ApiException.of(ErrorCode.PR404_DV_0001, url);
    }
}
