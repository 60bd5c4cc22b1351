package io.cellport.http.tus;

import io.cellport.snapshot.upload.Upload;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the protocol tells how an upload stands. Stateless. */
final class UploadHeaders {

    static final CharSequence OFFSET = HttpHeaders.createOptimized("Upload-Offset");

    static final CharSequence LENGTH = HttpHeaders.createOptimized("Upload-Length");

    private static final CharSequence EXPIRES = HttpHeaders.createOptimized("Upload-Expires");

    /** The form of RFC 9110, section 5.6.7, which has two digits for the day. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private UploadHeaders() {}

    /** How far it has come, and until when it can go on. */
    static void putProgress(HttpServerResponse response, Upload upload) {
        response.putHeader(OFFSET, Long.toString(upload.offset()));
        upload.expires().ifPresent(when -> response.putHeader(EXPIRES, date(when)));
    }

    /** All that there is to say; no cache may keep it. */
    static void putState(HttpServerResponse response, Upload upload) {
        putProgress(response, upload);
        response.putHeader(LENGTH, Long.toString(upload.length()));
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!upload.metadata().isEmpty()) {
            response.putHeader(UploadMetadata.HEADER, upload.metadata());
        }
    }

    private static String date(Instant when) {
        return DATE.format(when.atOffset(ZoneOffset.UTC));
    }
}
