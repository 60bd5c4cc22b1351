package io.cellport.http.dav;

import io.vertx.core.http.HttpHeaders;

/**
 * The header by which the snapshot area tells WebDAV clients that it speaks WebDAV; without it they turn away.
 * Stateless.
 */
public final class WebDav {

    public static final CharSequence CLASS_NAME = HttpHeaders.createOptimized("DAV");

    /** Class 1: no locks; see RFC 4918, section 18. */
    public static final CharSequence CLASS = HttpHeaders.createOptimized("1");

    private WebDav() {}
}
