package io.cellport.http.address;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The address of a request as its client used it. Immutable.
 *
 * @param scheme {@code http} or what a proxy says
 * @param authority host and port, whatever the client sent
 * @param path raw, without query; may be anything
 */
public record RequestAddress(String scheme, String authority, String path) {

    /** The address before anything but the path is known; a request that asks for no path has an empty one. */
    public static RequestAddress ofPath(@Nullable String path) {
        return new RequestAddress("http", "", Objects.requireNonNullElse(path, ""));
    }
}
