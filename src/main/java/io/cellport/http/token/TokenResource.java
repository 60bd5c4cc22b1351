package io.cellport.http.token;

import io.cellport.error.ApiError;
import io.cellport.http.Resource;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** Where clients of a cell log in. Immutable. */
public sealed interface TokenResource extends Resource.InCell {

    @Override
    default boolean isForLoggingIn() {
        return true;
    }

    /** {@code {cell}/__token}. */
    record CellToken(String cell) implements TokenResource {}

    /**
     * {@code {cell}/__authz}: Personium's log-in page, which this unit does not have, as it has no box of that name.
     */
    record CellAuthorization(String cell) implements TokenResource {

        static final String NAME = "__authz";

        @Override
        public ApiError refusal(HttpMethod method, String realm) {
            return new CellBox(cell, NAME, List.of()).refusal(method, realm);
        }
    }

    /** Reads the segments behind {@code __token}. */
    static Resource readToken(String cell, List<String> below) {
        return below.isEmpty() ? new CellToken(cell) : new CellNothing(cell);
    }

    /** Reads the segments behind {@code __authz}. */
    static Resource readAuthorization(String cell, List<String> below) {
        return below.isEmpty() ? new CellAuthorization(cell) : new CellBox(cell, CellAuthorization.NAME, below);
    }
}
