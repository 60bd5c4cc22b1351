package io.cellport.http.message;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * The headers of an answer that is sent again and again. With the {@link CommonHeaders} they are one block, which is shared
 * by all responses that have no others. Immutable.
 */
public final class PreparedHeaders {

    private final Map<CharSequence, CharSequence> own;

    private final MultiMap block;

    /** @param own come to the common ones, or replace them; names and values are those of {@code createOptimized} */
    public PreparedHeaders(Map<CharSequence, CharSequence> own) {
        this.own = Map.copyOf(own);
        MultiMap all = CommonHeaders.ALWAYS.copy(true);
        own.forEach(all::set);
        this.block = all.copy(false);
    }

    /** Puts them into a response that has the common ones. What else it has stays. */
    public void putInto(HttpServerResponse response) {
        if (CommonHeaders.areAllOf(response)) {
            response.headers().setAll(block);
        } else {
            own.forEach(response::putHeader);
        }
    }
}
