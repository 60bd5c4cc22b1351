package io.cellport.blob.s3;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in S3 a unit has its blobs. No other unit may use the same bucket and prefix.
 *
 * @param bucket its name
 * @param prefix what the keys of all blobs begin with: empty, or ends with {@code /}
 * @param endpoint the URL of a store other than that of AWS, which is then asked with the bucket in the path
 * @param region the bucket's region; if it is missing, the environment says it, or for an endpoint it is
 *     {@code us-east-1}
 */
public record S3Location(
        String bucket,
        String prefix,
        @Nullable URI endpoint,
        @Nullable String region) {

    private static final Pattern ADDRESS = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,62})(/[^?#]*)?");

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

    /**
     * Reads {@code s3://bucket} or {@code s3://bucket/prefix}.
     *
     * @throws IllegalArgumentException if the address, the endpoint or the region is none
     */
    public static S3Location of(String address, @Nullable URI endpoint, @Nullable String region) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be s3://bucket or s3://bucket/prefix");
        }
        if (endpoint != null && !isEndpoint(endpoint)) {
            throw new IllegalArgumentException("the endpoint must be an http or https URL");
        }
        if (region != null && !REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("no region");
        }
        return new S3Location(parts.group(1), prefix(parts.group(2)), endpoint, region);
    }

    private static boolean isEndpoint(URI endpoint) {
        return endpoint.getHost() != null
                && ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
                && endpoint.getUserInfo() == null
                && endpoint.getQuery() == null;
    }

    private static String prefix(@Nullable String path) {
        String plain = path == null ? "" : path.replaceAll("^/+|/+$", "");
        return plain.isEmpty() ? "" : plain + '/';
    }
}
