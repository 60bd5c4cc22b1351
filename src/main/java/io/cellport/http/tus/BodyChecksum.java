package io.cellport.http.tus;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.vertx.core.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checksum that a client has sent of one body. For one thread. */
final class BodyChecksum {

    static final CharSequence HEADER = HttpHeaders.createOptimized("Upload-Checksum");

    /** What clients may use, and what Java calls it. */
    private static final Map<String, String> ALGORITHMS = Map.of("sha1", "SHA-1", "sha256", "SHA-256");

    /** The algorithms as {@code OPTIONS} lists them. */
    static final String NAMES = "sha1,sha256";

    private static final Pattern FORM = Pattern.compile("([a-z0-9]{1,16}) ([A-Za-z0-9+/]{1,64}={0,2})");

    private final MessageDigest digest;

    private final byte[] expected;

    private BodyChecksum(MessageDigest digest, byte[] expected) {
        this.digest = digest;
        this.expected = expected;
    }

    /**
     * The checksum of a request, if it has one.
     *
     * @throws ApiException {@code PR400-OD-0041} if it cannot be read or has another algorithm
     */
    static Optional<BodyChecksum> of(Exchange exchange) {
        return Optional.ofNullable(exchange.header(HEADER)).map(BodyChecksum::parse);
    }

    private static BodyChecksum parse(String header) {
        Matcher form = FORM.matcher(header);
        if (!form.matches() || !ALGORITHMS.containsKey(form.group(1))) {
            throw unreadable(header);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(ALGORITHMS.get(form.group(1)));
            return new BodyChecksum(digest, Base64.getDecoder().decode(form.group(2)));
        } catch (IllegalArgumentException e) {
            throw unreadable(header);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", e);
        }
    }

    private static ApiException unreadable(String header) {
        return ApiException.of(ErrorCode.PR400_OD_0041, HEADER.toString(), header);
    }

    /** Adds bytes of the body, and leaves the buffer as it is. */
    void add(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
    }

    /** Throws {@code PR460-CM-0001} if the body was another one. Call it once, at its end. */
    void check() {
        if (!MessageDigest.isEqual(digest.digest(), expected)) {
            throw ApiException.of(ErrorCode.PR460_CM_0001);
        }
    }
}
