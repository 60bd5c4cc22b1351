package io.cellport.http;

/**
 * The address of a request as its client used it. Immutable.
 *
 * @param scheme {@code http} or what a proxy says
 * @param authority host and port, whatever the client sent
 * @param path raw, without query; may be null or anything else
 */
public record RequestAddress(String scheme, String authority, String path) {}
