package io.cellport.http.tus;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.snapshot.area.SnapshotName;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client says about its upload: keys, and values in base64. Only {@code filename} and {@code filetype} mean
 * something here. Immutable.
 *
 * @param text the header as it came
 * @param values what it says, by key
 */
record UploadMetadata(String text, Map<String, String> values) {

    static final CharSequence HEADER = HttpHeaders.createOptimized("Upload-Metadata");

    private static final Pattern PAIR = Pattern.compile("([\\x21-\\x2b\\x2d-\\x7e]+) *([A-Za-z0-9+/=]*)");

    private static final Pattern TYPE = Pattern.compile("[\\x20-\\x7e]{1,255}");

    UploadMetadata {
        values = Map.copyOf(values);
    }

    /**
     * The metadata of a request.
     *
     * @throws ApiException {@code PR400-OD-0041} if it cannot be read
     */
    static UploadMetadata of(Exchange exchange) {
        String header = Objects.requireNonNullElse(exchange.header(HEADER), "");
        Map<String, String> values = new HashMap<>();
        for (String part : header.isEmpty() ? new String[0] : header.split(",", -1)) {
            Matcher pair = PAIR.matcher(part.trim());
            if (!pair.matches() || values.put(pair.group(1), decoded(pair.group(2), header)) != null) {
                throw unreadable(header);
            }
        }
        return new UploadMetadata(header, values);
    }

    private static String decoded(String base64, String header) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable(header);
        }
    }

    private static ApiException unreadable(String header) {
        return ApiException.of(ErrorCode.PR400_OD_0041, HEADER.toString(), header);
    }

    /**
     * The name that the snapshot file gets.
     *
     * @throws ApiException {@code PR400-OD-0041} if there is none, {@code PR403-DV-0004} if it is not allowed
     */
    String fileName() {
        String name = values.get("filename");
        if (name == null) {
            throw unreadable(text);
        }
        if (!SnapshotName.isFileName(name)) {
            throw ApiException.of(ErrorCode.PR403_DV_0004, name);
        }
        return name;
    }

    /** The type that the snapshot file gets. */
    String contentType() {
        String type = values.getOrDefault("filetype", "");
        return TYPE.matcher(type).matches() ? type : "application/octet-stream";
    }
}
