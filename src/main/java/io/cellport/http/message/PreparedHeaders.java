package io.cellport.http.message;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;

/**
 * The headers of an answer that is sent again and again. With the {@link CommonHeaders} they are one block, which is
 * shared by all responses that have no others. Immutable.
 */
public final class PreparedHeaders {

    private final List<Map.Entry<CharSequence, CharSequence>> own;

    private final MultiMap block;

    /**
     * Makes them, in the order given.
     *
     * @param own come to the common ones, or replace them; names and values are those of {@code createOptimized}
     */
    public PreparedHeaders(List<Map.Entry<CharSequence, CharSequence>> own) {
        this.own = List.copyOf(own);
        MultiMap all = CommonHeaders.ALWAYS.copy(true);
        this.own.forEach(header -> all.set(header.getKey(), header.getValue()));
        this.block = all.copy(false);
    }

    /** Puts them into a response that has the common ones. What else it has stays. */
    public void putInto(HttpServerResponse response) {
        if (CommonHeaders.areAllOf(response)) {
            response.headers().setAll(block);
        } else {
            own.forEach(header -> response.putHeader(header.getKey(), header.getValue()));
        }
    }
}
