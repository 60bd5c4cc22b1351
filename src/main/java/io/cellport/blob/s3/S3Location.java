package io.cellport.blob.s3;

import java.net.URI;
import java.util.Optional;

/**
 * Where in S3 a unit has its blobs. No other unit may use the same bucket and prefix.
 *
 * @param prefix what the keys of all blobs begin with: empty, or ends with {@code /}
 * @param endpoint the URL of a server that is not Amazon's; it is asked with the name of the bucket in the path
 * @param region region of the bucket; if empty, the one of the SDK's usual chain, or {@code us-east-1} for an endpoint
 */
public record S3Location(String bucket, String prefix, Optional<URI> endpoint, Optional<String> region) {}
